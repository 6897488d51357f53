using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Feed;
using CityOps.Casework.Queries;
using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Rules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>
/// Mutes what reviewers dismiss as a device fault: of the device that the case's strongest evidence rests on, each kind of incident that this sensor raised, for seven days. A load sensor at fault says nothing of the
/// lid. A mute's id follows from the case, so that finding a dismissal again, here or in another process, mutes nothing twice and lifts nothing.
/// </summary>
internal sealed class DismissalMutes(
    ICaseFeed feed, ICaseQueries cases, MuteFeed known, MuteRegister register, MuteLog mutes, TimeProvider time, ILogger<DismissalMutes> logger) : BackgroundService
{
    private const string DeviceFault = "device_fault";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await known.CaughtUp.WaitAsync(stoppingToken);
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Dismissals could not be followed; it is tried again from the recent ones.");
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // First those of the last days, which nobody may have seen; the feed is joined before, so that none falls between.
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var changes = feed.SubscribeAsync(null, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = changes.MoveNextAsync().AsTask();
        await CatchUpAsync(cancellationToken);
        while (await next)
        {
            if (changes.Current is { Change: { Kind: "dismissed", Scenario: TruckPipeline.Scenario } change })
            {
                await TakeAsync(change.CaseId, cancellationToken);
            }

            next = changes.MoveNextAsync().AsTask();
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddDays(-MuteDevice.UsualDays);
        string? cursor = null;
        do
        {
            var page = await cases.ListAsync(
                new CaseFilter([CaseStage.Dismissed], TruckPipeline.Scenario, OpenOnly: false), new CasePageRequest(CaseSort.Updated, 500, cursor), cancellationToken);
            foreach (var dismissed in page.Cases.Where(c => c.UpdatedAt >= since))
            {
                await TakeAsync(dismissed.CaseId, cancellationToken);
            }

            cursor = page.Cases.Count > 0 && page.Cases[^1].UpdatedAt >= since ? page.Next : null;
        }
        while (cursor is not null);
    }

    private async Task TakeAsync(string caseId, CancellationToken cancellationToken)
    {
        if (await cases.GetAsync(caseId, cancellationToken) is not { } detail
            || detail.History.LastOrDefault(entry => entry.Kind is "dismissed") is not { } dismissal
            || !dismissal.Payload.TryGetProperty("reason_code", out var reason) || reason.GetString() is not DeviceFault)
        {
            return;
        }

        var raised = detail.Evidence.Select(e => (Device: DeviceOf(detail.Case.Subject, e.Document), Sensor: SensorOf(e.Document), Evidence: e)).Where(r => r.Sensor is not null).ToList();
        var strongest = raised.Where(r => Stands(r.Evidence)).OrderByDescending(r => r.Evidence.Score).ThenBy(r => r.Evidence.SuspicionId, StringComparer.Ordinal).FirstOrDefault();
        foreach (var ofSignal in raised.Where(r => r.Sensor == strongest.Sensor && string.Equals(r.Device, strongest.Device, StringComparison.Ordinal)).Select(r => r.Evidence).GroupBy(e => KindOf(e.Document), StringComparer.Ordinal))
        {
            var (device, signal) = (strongest.Device, ofSignal.Key);
            var id = IdOf(caseId, device, signal);
            if (register.Find(id) is null)
            {
                await mutes.WriteAsync(
                    new DeviceMute(id, device, signal, ofSignal.Min(e => e.StartedAt), dismissal.At.AddDays(MuteDevice.UsualDays), dismissal.At, MuteOrigin.Dismissed, caseId, null, null),
                    cancellationToken);
            }
        }
    }

    private static string IdOf(string caseId, string device, string signal) =>
        $"mute-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caseId}\n{device}\n{signal}")).AsSpan(0, 16))}";

    // What a mute withdrew stood when the case was dismissed.
    private static bool Stands(EvidenceView evidence) =>
        evidence.State is not SuspicionState.Withdrawn || TextOf(evidence.Document, "withdrawn_because")?.StartsWith("mute:", StringComparison.Ordinal) is true;

    // Null where no device raised it.
    private static Device? SensorOf(JsonElement document) => FindingKinds.Of(KindOf(document)) is { } kind and not FindingKind.DeviceFault ? Devices.Of(kind) : null;

    private static string KindOf(JsonElement document) => TextOf(document, "kind") ?? "";

    // What a camera or a dust sensor raised is its own fault, not that of the truck.
    private static string DeviceOf(string subject, JsonElement document) => TextOf(document, "sensor_id") ?? subject;

    private static string? TextOf(JsonElement document, string name) =>
        document.ValueKind is JsonValueKind.Object && document.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
