using System.Diagnostics.Metrics;
using CityOps.Contracts.Catalog;
using CityOps.EventLog;
using CityOps.EventLog.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Bridge;

/// <summary>
/// Takes rows from Kafka topics of others in, as the gateway takes uploads: validated and pseudonymised before they are appended. It leaves the source's
/// topics as they are and commits nothing there.
/// </summary>
internal sealed class BridgeService(
    IOptions<BridgesOptions> options, IOptions<EventLogOptions> log, ContractCatalog contracts, BridgeAppender appender, IBridgeProgress progress,
    BridgeStatus status, BridgeMetrics metrics, IMeterFactory meters, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    // A setting that is wrong ends the host's start.
    private readonly IReadOnlyList<BridgeDefinition> _bridges = BridgeDefinition.Of(options.Value.Bridges, contracts, log.Value);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's start must not wait for the first read.
        await Task.Yield();
        try
        {
            await Task.WhenAll(_bridges.Select(bridge => RunAsync(bridge, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            loggers.CreateLogger<BridgeService>().LogInformation("Bridges have stopped");
        }
    }

    private async Task RunAsync(BridgeDefinition bridge, CancellationToken cancellationToken)
    {
        await using var source = new KafkaEventLog(bridge.Source, time, meters, loggers.CreateLogger<KafkaEventLog>());
        var range = new BridgeRange(bridge, appender, progress, metrics);
        await new BridgeReader(bridge, source, range, progress, status, time, loggers.CreateLogger<BridgeReader>()).RunAsync(cancellationToken);
    }
}

/// <summary>The elements of <c>CityOps:Bridges</c>.</summary>
internal sealed class BridgesOptions
{
    public List<BridgeOptions> Bridges { get; } = [];
}
