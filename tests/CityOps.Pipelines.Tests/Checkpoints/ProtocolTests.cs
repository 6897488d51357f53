using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Partitions;
using FsCheck.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Pipelines.Tests.Checkpoints;

/// <summary>
/// The real lander and the real checkpoint store against a model of the engine, under schedules of owners that are killed at any step
/// or fall asleep in the middle of an insert and wake up after others have gone on.
/// </summary>
public sealed class ProtocolTests
{
    private const int Messages = 12;

    private static readonly TopicPartition Partition = new("cityops.meter-readings.v1", 0);
    private static readonly string[] Points = [CrashPoint.RangePersisted, CrashPoint.Inserted, CrashPoint.Advanced];

    [Property(MaxTest = 60)]
    public async Task The_table_ends_as_the_set_of_inputs_whatever_happens_to_its_owners(byte[] schedule)
    {
        using var folder = new TestFolder();
        await using var database = new SqliteCheckpointDatabase(Path.Combine(folder.Path, "pipelines.db"));
        var store = new SqlCheckpointStore(database);
        var warehouse = new ModelWarehouse();
        var asleep = new List<(TaskCompletionSource Wake, Task Work)>();
        foreach (var turn in schedule)
        {
            await TurnAsync(turn, store, warehouse, asleep);
            await CheckpointNeverPassesTheTableAsync(store, warehouse);
        }

        await LandToTheEndAsync(store, warehouse, new NoCrashPoints(), batch: 5);
        await WakeAllAsync(asleep);

        Assert.Equal(Expected(Messages), warehouse.Table.Select(row => (row.Key, row.Value.Register)));
        Assert.Equal(Messages, (await store.ListAsync(CancellationToken.None)).Single().NextOffset);
    }

    // What an owner does in its turn, by the byte: how many messages a batch has, and how it ends.
    private static async Task TurnAsync(byte turn, SqlCheckpointStore store, ModelWarehouse warehouse, List<(TaskCompletionSource Wake, Task Work)> asleep)
    {
        var batch = 1 + (turn % 4);
        var nth = 1 + ((turn / 4) % 3);
        switch ((turn / 16) % 6)
        {
            case 0:
                await WakeAllAsync(asleep);
                break;
            case 1:
                var wake = new TaskCompletionSource();
                var sleeping = new TaskCompletionSource();
                warehouse.OnInsert = async () =>
                {
                    warehouse.OnInsert = null;
                    sleeping.SetResult();
                    await wake.Task;
                    return false;
                };
                var work = LandToTheEndAsync(store, warehouse, new NoCrashPoints(), batch);
                await Task.WhenAny(sleeping.Task, work);
                warehouse.OnInsert = null;
                asleep.Add((wake, work));
                break;
            case 2:
                using (var life = new CancellationTokenSource())
                {
                    warehouse.OnInsert = async () =>
                    {
                        if (--nth == 0)
                        {
                            await life.CancelAsync();
                        }

                        return life.IsCancellationRequested;
                    };
                    await KilledAsync(LandToTheEndAsync(store, warehouse, new NoCrashPoints(), batch, life.Token));
                }

                warehouse.OnInsert = null;
                break;
            default:
                await KilledAsync(LandToTheEndAsync(store, warehouse, new CrashAt(Points[turn % Points.Length], nth), batch));
                break;
        }
    }

    private static async Task LandToTheEndAsync(SqlCheckpointStore store, ModelWarehouse warehouse, ICrashPoints crashPoints, int batch, CancellationToken life = default)
    {
        var checkpoint = await store.TakeOverAsync("landing", Partition, "log", 0, CancellationToken.None);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var status = new LandingStatus(TimeProvider.System, NullLogger<LandingStatus>.Instance);
        var dependencies = new LandingDependencies(
            store,
            warehouse,
            DeadLetters: null!,
            new LandingRetry(new LandingOptions(), TimeProvider.System, NullLogger<LandingRetry>.Instance),
            new LandingMetrics(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()),
            crashPoints,
            new BatchLimits(1, 1, TimeSpan.Zero));
        var lander = new PartitionLander(new LandingRoute(Partition.Topic, Some.Readings, "readings", Derivation: null), checkpoint, dependencies, status.Of(Partition));
        for (var next = checkpoint.NextOffset; next < Messages; next += batch)
        {
            using var rows = BatchOf(next, Math.Min(next + batch, Messages));
            if (await lander.LandAsync(rows, life) is CheckpointWrite.Fenced)
            {
                return;
            }
        }
    }

    private static async Task KilledAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception error) when (error is SimulatedCrashException or OperationCanceledException)
        {
            // It may also have come to the end before its time.
        }
    }

    private static async Task WakeAllAsync(List<(TaskCompletionSource Wake, Task Work)> asleep)
    {
        foreach (var (wake, work) in asleep)
        {
            wake.TrySetResult();
            await work;
        }

        asleep.Clear();
    }

    private static async Task CheckpointNeverPassesTheTableAsync(SqlCheckpointStore store, ModelWarehouse warehouse)
    {
        var next = (await store.ListAsync(CancellationToken.None)).SingleOrDefault()?.NextOffset ?? 0;
        foreach (var (key, register) in Expected(next))
        {
            Assert.True(warehouse.Table.TryGetValue(key, out var row) && row.Register >= register, $"The checkpoint is at {next}, but {key} is not in.");
        }
    }

    private static LandingBatch BatchOf(long from, long to)
    {
        var columns = new LandingColumns(Some.Readings);
        var rows = new List<Apache.Arrow.RecordBatch>();
        for (var offset = from; offset < to; offset++)
        {
            rows.Add(columns.Add(Some.Batch([ReadingAt(offset)]), offset, Some.Midnight));
        }

        return new LandingBatch(Partition, from, to, rows, rows.Count, [], Some.Midnight);
    }

    // Five keys for twelve messages: later ones correct earlier ones.
    private static Reading ReadingAt(long offset) => Some.Reading(Some.Midnight.AddHours(offset % 5), offset);

    private static IEnumerable<(string Key, double Register)> Expected(long next)
    {
        var table = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var offset = 0L; offset < next; offset++)
        {
            table[$"1@{ReadingAt(offset).At.ToUnixTimeMilliseconds()}"] = offset;
        }

        return table.Select(row => (row.Key, row.Value));
    }
}
