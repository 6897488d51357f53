using CityOps.Contracts.Catalog;
using CityOps.EventLog;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CityOps.Host.Bench.Crash.Child;

/// <summary>
/// Appends messages that cannot be read among the readings, past the gateway, which would refuse them: landing makes a dead letter of each, under its place in the log. It is in the
/// child, since the embedded log is the child's alone.
/// </summary>
internal sealed class SpoilingFeed(IEventLog log, ContractCatalog contracts, SpoiledMessages noted, IOptions<EventLogOptions> options, TimeProvider time) : BackgroundService
{
    private const string Contract = "meter-readings";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly ReadOnlyMemory<byte> NoSense = "{\"spoiled\": "u8.ToArray();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var topic = contracts[Contract].Keyed.Topic;
        LogHeader[] headers = [new(LogHeaders.ContentType, LogHeaders.Json), new(LogHeaders.Rows, "1")];
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            for (var number = 0; await timer.WaitForNextTickAsync(stoppingToken); number++)
            {
                await AppendAsync(topic, number, headers, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is the normal end of it.
        }
    }

    private async Task AppendAsync(string topic, int number, LogHeader[] headers, CancellationToken cancellationToken)
    {
        try
        {
            var partition = number % (await log.EnsureTopicAsync(topic, options.Value.Partitions, cancellationToken)).Partitions;
            var offsets = await log.AppendAsync(topic, [new LogAppend(partition, default, NoSense, headers)], cancellationToken);
            if (offsets[0] != UnplacedRecords.Offset)
            {
                noted.Note(new TopicPartition(topic, partition), offsets[0]);
            }
        }
        catch (EventLogException)
        {
            // It may be in the log or not: only what was acknowledged is noted, and of that what the log says the place of.
        }
    }
}
