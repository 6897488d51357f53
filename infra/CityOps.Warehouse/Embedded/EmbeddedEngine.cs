using System.Diagnostics;
using CityOps.Warehouse.Embedded.Http;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Embedded;

/// <summary>
/// The embedded warehouse engine as a process of its own: libchdb on one data folder, behind ClickHouse's HTTP interface on loopback.
/// It does not supervise itself; that is <see cref="EmbeddedWarehouse"/>.
/// </summary>
public static class EmbeddedEngine
{
    /// <summary>Runs until cancelled; calls back with the port once it takes requests.</summary>
    /// <exception cref="IOException">Another process holds the folder, or the port.</exception>
    /// <exception cref="FileNotFoundException">libchdb is not installed.</exception>
    public static async Task RunAsync(EngineOptions options, Action<int> ready, Action<ILoggingBuilder> logging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(ready);
        ArgumentNullException.ThrowIfNull(logging);

        // Statements block a thread each; the pool must not take half a second to make each of them.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, options.MaxConcurrent + 4), completions);

        using var factory = LoggerFactory.Create(logging);
        var logger = factory.CreateLogger("CityOps.Warehouse.Engine");
        var started = Stopwatch.GetTimestamp();
        using var engine = new EngineCore(options, logger);
        await using var server = await EngineServer.StartAsync(engine, options, TimeProvider.System, logging, cancellationToken);
        logger.LogInformation("Warehouse engine ready on port {Port} after {ElapsedMs} ms", server.Port, (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        ready(server.Port);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            logger.LogInformation("Warehouse engine stops");
        }
    }
}
