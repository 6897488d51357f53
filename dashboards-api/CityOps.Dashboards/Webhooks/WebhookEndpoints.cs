using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using CityOps.Casework.Events;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Events;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Storage;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Webhooks;

/// <summary>Subscriptions and their deliveries, for who runs the system.</summary>
internal static class WebhookEndpoints
{
    private const int ListedDeliveries = 200;

    internal sealed record Body(
        [property: Description("What people call it, at most 100 characters.")] string Name,
        [property: Description("https, on the public internet or in a network that the configuration allows.")] string Url,
        [property: Description("'standard' (JSON, Standard Webhooks), 'wecom_markdown' or 'wecom_text'.")] string Format = WebhookMessages.Standard,
        [property: Description("Kinds of events, such as 'filed'; empty for all.")] IReadOnlyList<string>? Kinds = null,
        IReadOnlyList<string>? Scenarios = null,
        IReadOnlyList<string>? Towns = null,
        [property: Description("0 to 1.")] double MinScore = 0,
        [property: Description("More messages than this in a window become one digest; 1 to 1,000.")] int DigestOver = 10,
        [property: Description("1 to 86,400.")] int DigestWindowSeconds = 60,
        [property: Description("Local time HH:mm; with 'quiet_to' the hours without messages.")] string? QuietFrom = null,
        string? QuietTo = null,
        [property: Description("Whoever reads it is on duty: quiet hours do not hold.")] bool OnDuty = false);

    /// <param name="Secret">Shown once, when it is made: the receiver verifies signatures with it.</param>
    internal sealed record Webhook(
        string WebhookId, string Name, string Url, string Format, IReadOnlyList<string> Kinds, IReadOnlyList<string> Scenarios, IReadOnlyList<string> Towns, double MinScore,
        int DigestOver, int DigestWindowSeconds, string? QuietFrom, string? QuietTo, bool OnDuty, bool Active, string? StoppedBecause, DateTimeOffset CreatedAt, string CreatedBy,
        string? Secret = null);

    internal sealed record Delivery(
        string DeliveryId, string Type, int Changes, DateTimeOffset CreatedAt, string State, int Attempts, DateTimeOffset? NextAttemptAt, int? LastStatus, string? LastError,
        DateTimeOffset? DeliveredAt);

    internal sealed record Redelivered(int Deliveries);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/webhooks").RequireAuthorization(Policies.WebhooksManage).WithTags("Webhooks");
        group.MapGet("/", ListAsync).WithSummary("Lists who is told of changes of cases.").Produces<IReadOnlyList<Webhook>>();
        group.MapPost("/", CreateAsync).WithSummary("Subscribes a receiver; the answer holds the secret, once.")
            .Produces<Webhook>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/{id}/switch", SwitchAsync).WithSummary("Switches a subscription on or off; what happened meanwhile is told after.").Produces<Webhook>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/{id}", DeleteAsync).WithSummary("Ends a subscription and forgets its deliveries.").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{id}/test", TestAsync).WithSummary("Sends a test message.").Produces<Delivery>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id}/deliveries", DeliveriesAsync).WithSummary("The latest 200 deliveries; 'state=dead' for those given up.").Produces<IReadOnlyList<Delivery>>();
        group.MapPost("/{id}/redelivery", RedeliverAsync).WithSummary("Tries every delivery that was given up again, under its own id.").Produces<Redelivered>();
    }

    private static async Task<Ok<List<Webhook>>> ListAsync(IOperationsDbFactory databases, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        return TypedResults.Ok((await db.Webhooks.AsNoTracking().OrderBy(w => w.CreatedAt).ToListAsync(cancellationToken)).ConvertAll(w => Of(w)));
    }

    private static async Task<IResult> CreateAsync(
        Body body, IOperationsDbFactory databases, WebhookSecrets secrets, CaseChanges changes, IAuditLog audit, IOptions<WebhookOptions> options, TimeProvider time,
        ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var wrong = Wrong(body, options.Value).ToList();
        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        var (id, url, secret) = ("wh_" + Guid.CreateVersion7().ToString("N"), new Uri(body.Url), WebhookSignature.NewSecret());
        var hook = new WebhookRow
        {
            WebhookId = id,
            Name = body.Name,
            SealedUrl = secrets.SealUrl(id, url),
            ShownUrl = url.GetLeftPart(UriPartial.Path) + (url.Query.Length > 0 ? "?…" : ""),
            SealedSecret = secrets.SealSecret(id, secret),
            Format = body.Format,
            Kinds = string.Join(',', body.Kinds ?? []),
            Scenarios = string.Join(',', body.Scenarios ?? []),
            Towns = string.Join(',', body.Towns ?? []),
            MinScore = body.MinScore,
            DigestOver = body.DigestOver,
            DigestWindowSeconds = body.DigestWindowSeconds,
            QuietFrom = body.QuietFrom ?? "",
            QuietTo = body.QuietTo ?? "",
            OnDuty = body.OnDuty,
            Active = true,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = Caller.NameOf(user),
            Cursor = await changes.EndAsync(cancellationToken),
        };
        await AuditAsync(audit, user, id, $"subscribed {hook.ShownUrl}", cancellationToken);
        await using var db = databases.Create();
        db.Webhooks.Add(hook);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/webhooks/{id}", Of(hook, WebhookSignature.Show(secret)));
    }

    internal sealed record SwitchBody(bool Active);

    private static async Task<IResult> SwitchAsync(
        string id, SwitchBody body, IOperationsDbFactory databases, IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        if (await db.Webhooks.FindAsync([id], cancellationToken) is not { } hook)
        {
            return Missing(id);
        }

        await AuditAsync(audit, user, id, body.Active ? "switched on" : "switched off", cancellationToken);
        (hook.Active, hook.StoppedBecause) = (body.Active, null);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(Of(hook));
    }

    private static async Task<IResult> DeleteAsync(string id, IOperationsDbFactory databases, IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        if (!await db.Webhooks.AnyAsync(w => w.WebhookId == id, cancellationToken))
        {
            return Missing(id);
        }

        await AuditAsync(audit, user, id, "ended", cancellationToken);
        await db.Webhooks.Where(w => w.WebhookId == id).ExecuteDeleteAsync(cancellationToken);
        await db.Deliveries.Where(d => d.WebhookId == id).ExecuteDeleteAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> TestAsync(string id, IOperationsDbFactory databases, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        if (await db.Webhooks.FindAsync([id], cancellationToken) is not { } hook)
        {
            return Missing(id);
        }

        var now = time.GetUtcNow();
        var delivery = WebhookPlanner.Delivery(hook, WebhookMessages.Test, WebhookMessages.Trial(hook.Format, hook.Name, now), 0, now);
        db.Deliveries.Add(delivery);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(Of(delivery));
    }

    private static async Task<Ok<List<Delivery>>> DeliveriesAsync(
        string id, [FromQuery(Name = "state"), Description("'pending', 'delivered' or 'dead'; all where left out.")] string? state, IOperationsDbFactory databases,
        CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var found = await db.Deliveries.AsNoTracking().Where(d => d.WebhookId == id && (string.IsNullOrEmpty(state) || d.State == state))
            .OrderByDescending(d => d.CreatedAt).Take(ListedDeliveries).ToListAsync(cancellationToken);
        return TypedResults.Ok(found.ConvertAll(Of));
    }

    private static async Task<Ok<Redelivered>> RedeliverAsync(string id, IOperationsDbFactory databases, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = databases.Create();
        return TypedResults.Ok(new Redelivered(await db.Deliveries.Where(d => d.WebhookId == id && d.State == DeliveryStates.Dead).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, DeliveryStates.Pending).SetProperty(d => d.Attempts, 0).SetProperty(d => d.NextAttemptAt, now), cancellationToken)));
    }

    private static IEnumerable<(string Field, object? Value, string WayOut)> Wrong(Body body, WebhookOptions options)
    {
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > 100)
        {
            yield return ("name", body.Name, "Give 1 to 100 characters.");
        }

        if (!Uri.TryCreate(body.Url, UriKind.Absolute, out var url) || url.UserInfo.Length > 0
            || url.Scheme is not ("https" or "http") || (url.Scheme is "http" && !options.AllowHttp))
        {
            yield return ("url", "hidden", options.AllowHttp ? "Give an http or https address without a user name." : "Give an https address without a user name.");
        }

        if (!WebhookMessages.Formats.Contains(body.Format, StringComparer.Ordinal))
        {
            yield return ("format", body.Format, $"Choose one of: {string.Join(", ", WebhookMessages.Formats)}.");
        }

        if (body.DigestOver is < 1 or > 1_000 || body.DigestWindowSeconds is < 1 or > 86_400)
        {
            yield return ("digest_over", body.DigestOver, "digest_over is 1 to 1,000 and digest_window_seconds 1 to 86,400.");
        }

        if (!(string.IsNullOrEmpty(body.QuietFrom) && string.IsNullOrEmpty(body.QuietTo)) && QuietHours.Parse(body.QuietFrom ?? "", body.QuietTo ?? "") is null)
        {
            yield return ("quiet_from", body.QuietFrom, "Give both quiet_from and quiet_to as HH:mm, different from each other, or neither.");
        }

        if (body.MinScore is not (>= 0 and <= 1))
        {
            yield return ("min_score", body.MinScore.ToString(CultureInfo.InvariantCulture), "A score is 0 to 1.");
        }

        if (body.Kinds?.FirstOrDefault(kind => !CaseEventKinds.All.Contains(kind, StringComparer.Ordinal)) is { } unknown)
        {
            yield return ("kinds", unknown, $"Choose among: {string.Join(", ", CaseEventKinds.All.Order(StringComparer.Ordinal))}.");
        }

        foreach (var (field, list) in new[] { ("kinds", body.Kinds), ("scenarios", body.Scenarios), ("towns", body.Towns) })
        {
            if (list?.Any(value => string.IsNullOrWhiteSpace(value) || value.Contains(',', StringComparison.Ordinal)) is true)
            {
                yield return (field, string.Join(' ', list), "Each is a word without a comma.");
            }
        }
    }

    private static Task<AuditEntry> AuditAsync(IAuditLog audit, ClaimsPrincipal user, string id, string what, CancellationToken cancellationToken) => audit.AppendAsync(
        new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.WebhooksManage), AuditAction.SettingChanged, $"webhook {id}", what), cancellationToken);

    private static ProblemHttpResult Missing(string id) => TypedResults.Problem(
        title: "No such webhook", detail: $"There is no webhook '{id}'; GET /api/v1/webhooks lists them.", statusCode: StatusCodes.Status404NotFound);

    private static Webhook Of(WebhookRow w, string? secret = null) => new(
        w.WebhookId, w.Name, w.ShownUrl, w.Format, List(w.Kinds), List(w.Scenarios), List(w.Towns), w.MinScore, w.DigestOver, w.DigestWindowSeconds,
        w.QuietFrom.Length > 0 ? w.QuietFrom : null, w.QuietTo.Length > 0 ? w.QuietTo : null, w.OnDuty, w.Active, w.StoppedBecause, w.CreatedAt, w.CreatedBy, secret);

    private static Delivery Of(DeliveryRow d) => new(
        d.DeliveryId, d.Type, d.Changes, d.CreatedAt, d.State, d.Attempts, d.State is DeliveryStates.Pending ? d.NextAttemptAt : null, d.LastStatus, d.LastError, d.DeliveredAt);

    private static string[] List(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
