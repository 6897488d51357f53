using CityOps.Casework.Feed;
using CityOps.Dashboards.Events;
using CityOps.Dashboards.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CityOps.Dashboards.Webhooks;

/// <summary>
/// Turns changes into deliveries: one each while there are few, one digest where there are many, none in quiet hours until they are over. What waits is
/// nowhere but behind the subscription's cursor, and cursor and deliveries are one transaction: a kill loses none and doubles none.
/// </summary>
internal sealed class WebhookPlanner(IOperationsDbFactory databases, CaseChanges changes, WebhookMessages messages, DateTimeZone zone, TimeProvider time)
{
    private const int ReadItems = 2_000;

    /// <summary>Plans for every active subscription.</summary>
    /// <returns>How many deliveries were made.</returns>
    public async Task<int> PlanAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var ids = await db.Webhooks.Where(w => w.Active).Select(w => w.WebhookId).ToListAsync(cancellationToken);
        var made = 0;
        foreach (var id in ids)
        {
            made += await PlanAsync(id, cancellationToken);
        }

        return made;
    }

    private async Task<int> PlanAsync(string webhookId, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync("webhook " + webhookId, cancellationToken);
        var hook = await db.Webhooks.FindAsync([webhookId], cancellationToken);
        var now = time.GetUtcNow();
        if (hook is not { Active: true } || Quiet(hook, now))
        {
            return 0;
        }

        var read = await changes.ReadAsync(hook.Cursor, ReadItems, cancellationToken);
        if (read.Count is 0)
        {
            return 0;
        }

        var wanted = read.Where(item => Takes(hook, item.Change!)).ToList();
        var since = now.AddSeconds(-hook.DigestWindowSeconds);
        var sent = await db.Deliveries.CountAsync(d => d.WebhookId == webhookId && d.CreatedAt > since && d.Type != WebhookMessages.Test, cancellationToken);
        if (wanted.Count > 0 && sent >= hook.DigestOver)
        {
            // The window is full: what comes waits for its end and then is one digest.
            return 0;
        }

        var deliveries = wanted.Count + sent > hook.DigestOver
            ? [Delivery(hook, WebhookMessages.Digest, messages.Many(hook.Format, wanted, now), wanted.Count, now)]
            : wanted.ConvertAll(item => Delivery(hook, WebhookMessages.CaseChanged, messages.One(hook.Format, item, now), 1, now));
        db.Deliveries.AddRange(deliveries);
        hook.Cursor = read[^1].Id;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deliveries.Count;
    }

    public static DeliveryRow Delivery(WebhookRow hook, string type, string body, int changes, DateTimeOffset now) => new()
    {
        DeliveryId = "msg_" + Guid.CreateVersion7(now).ToString("N"),
        WebhookId = hook.WebhookId,
        Type = type,
        Body = body,
        Changes = changes,
        CreatedAt = now,
        State = DeliveryStates.Pending,
        Attempts = 0,
        NextAttemptAt = now,
    };

    private bool Quiet(WebhookRow hook, DateTimeOffset now) => !hook.OnDuty && QuietHours.Parse(hook.QuietFrom, hook.QuietTo)?.Hold(now, zone) is true;

    private static bool Takes(WebhookRow hook, CaseChange change) =>
        Listed(hook.Kinds, change.Kind) && Listed(hook.Scenarios, change.Scenario) && Listed(hook.Towns, change.Town) && change.Score >= hook.MinScore;

    private static bool Listed(string list, string? value) =>
        list.Length is 0 || (value is not null && list.Split(',').Contains(value, StringComparer.Ordinal));
}
