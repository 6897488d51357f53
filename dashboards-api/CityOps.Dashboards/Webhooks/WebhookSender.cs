using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CityOps.Dashboards.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Webhooks;

/// <summary>
/// Sends what is due. An attempt is claimed before it is made, with a lease: after a kill in the middle it is made again once the lease is over, under the
/// same id, by which receivers know it.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int BatchDeliveries = 50;
    private const int MaxAnswerBytes = 4_096;
    private readonly IOperationsDbFactory _databases;
    private readonly WebhookSecrets _secrets;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<string, byte> _sending = new(StringComparer.Ordinal);

    public WebhookSender(IOperationsDbFactory databases, WebhookSecrets secrets, IOptions<WebhookOptions> options, TimeProvider time)
    {
        (_databases, _secrets, _options, _time) = (databases, secrets, options.Value, time);
        var networks = new PublicNetworks(_options.AllowedNetworks);

        // No redirect and no proxy: either would reach what was not checked.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = (context, cancellationToken) => networks.ConnectAsync(context.DnsEndPoint, cancellationToken),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
    }

    /// <summary>Makes every attempt that is due, and waits for all.</summary>
    /// <returns>How many attempts were made.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken) => (await Task.WhenAll(await StartDueAsync(cancellationToken))).Sum();

    /// <summary>Begins every attempt that is due, a task for each subscriber; one that is still at the attempts of an earlier round is left out, so that its slowness holds up no other.</summary>
    /// <returns>What was begun: each tells how many attempts it made.</returns>
    public async Task<IReadOnlyList<Task<int>>> StartDueAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        string[] busy = [.. _sending.Keys];
        await using var db = _databases.Create();
        var due = await db.Deliveries.AsNoTracking().Where(d => d.State == DeliveryStates.Pending && d.NextAttemptAt <= now && !busy.Contains(d.WebhookId))
            .OrderBy(d => d.NextAttemptAt).ThenBy(d => d.DeliveryId).Take(BatchDeliveries).ToListAsync(cancellationToken);
        return [.. due.GroupBy(d => d.WebhookId, StringComparer.Ordinal).Where(ofOne => _sending.TryAdd(ofOne.Key, 0)).Select(ofOne => SendOfAsync(ofOne.Key, [.. ofOne], cancellationToken))];
    }

    public void Dispose() => _http.Dispose();

    private async Task<int> SendOfAsync(string webhookId, List<DeliveryRow> deliveries, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAllAsync(deliveries, cancellationToken);
        }
        finally
        {
            _sending.TryRemove(webhookId, out _);
        }
    }

    private async Task<int> SendAllAsync(List<DeliveryRow> deliveries, CancellationToken cancellationToken)
    {
        var made = 0;
        foreach (var delivery in deliveries)
        {
            await using var db = _databases.Create();
            var hook = await db.Webhooks.AsNoTracking().FirstOrDefaultAsync(w => w.WebhookId == delivery.WebhookId, cancellationToken);
            if (hook is null || !await ClaimAsync(db, delivery, cancellationToken))
            {
                continue;
            }

            var outcome = await AttemptAsync(hook, delivery, cancellationToken);
            await RecordAsync(db, delivery, outcome, cancellationToken);
            made++;
        }

        return made;
    }

    private async Task<bool> ClaimAsync(OperationsDb db, DeliveryRow delivery, CancellationToken cancellationToken)
    {
        var lease = _time.GetUtcNow().AddMilliseconds(_options.TimeoutMs * 2);
        return await db.Deliveries
            .Where(d => d.DeliveryId == delivery.DeliveryId && d.State == DeliveryStates.Pending && d.NextAttemptAt == delivery.NextAttemptAt && d.Attempts == delivery.Attempts)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, lease).SetProperty(d => d.Attempts, delivery.Attempts + 1), cancellationToken) is 1;
    }

    private async Task<Outcome> AttemptAsync(WebhookRow hook, DeliveryRow delivery, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.TimeoutMs), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var now = _time.GetUtcNow();
            using var request = new HttpRequestMessage(HttpMethod.Post, _secrets.OpenUrl(hook))
            {
                Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("webhook-id", delivery.DeliveryId);
            request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", WebhookSignature.Sign(_secrets.OpenSecret(hook), delivery.DeliveryId, now, delivery.Body));
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)answer.StatusCode;
            if (!answer.IsSuccessStatusCode)
            {
                return new(false, status, $"The receiver answered {status}.", Gone: status is 410);
            }

            return hook.Format is WebhookMessages.Standard ? new(true, status, null, false) : await RobotAsync(answer, status, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, null, $"No answer within {_options.TimeoutMs} ms.", false);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or ForbiddenReceiverException)
        {
            return new(false, null, (failure.InnerException ?? failure).Message, false);
        }
    }

    // A robot of WeCom answers 200 whatever happens; what happened stands in the body. 93000: the robot was removed.
    private static async Task<Outcome> RobotAsync(HttpResponseMessage answer, int status, CancellationToken cancellationToken)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxAnswerBytes];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            var code = json.RootElement.GetProperty("errcode").GetInt32();
            return code is 0 ? new(true, status, null, false) : new(false, status, $"The robot answered errcode {code}.", Gone: code is 93000);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new(false, status, "The receiver did not answer as a WeCom robot does.", false);
        }
    }

    private async Task RecordAsync(OperationsDb db, DeliveryRow delivery, Outcome outcome, CancellationToken cancellationToken)
    {
        var (now, attempts) = (_time.GetUtcNow(), delivery.Attempts + 1);
        var state = outcome.Done ? DeliveryStates.Delivered : attempts >= _options.MaxAttempts || outcome.Gone ? DeliveryStates.Dead : DeliveryStates.Pending;
        await db.Deliveries.Where(d => d.DeliveryId == delivery.DeliveryId).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, state)
                .SetProperty(d => d.NextAttemptAt, now + Wait(attempts))
                .SetProperty(d => d.LastStatus, outcome.Status)
                .SetProperty(d => d.LastError, outcome.Error)
                .SetProperty(d => d.DeliveredAt, outcome.Done ? now : null),
            cancellationToken);
        if (outcome.Gone)
        {
            await db.Webhooks.Where(w => w.WebhookId == delivery.WebhookId).ExecuteUpdateAsync(
                set => set.SetProperty(w => w.Active, false).SetProperty(w => w.StoppedBecause, "The receiver said that it is gone for good."), cancellationToken);
        }
    }

    // Between half and all of the doubled wait, so that many that failed together do not come back together.
    private TimeSpan Wait(int attempts)
    {
        var longest = Math.Min(_options.MinRetryDelayMs * Math.Pow(2, Math.Min(attempts - 1, 30)), _options.MaxRetryDelayMs);
        return TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private sealed record Outcome(bool Done, int? Status, string? Error, bool Gone);
}
