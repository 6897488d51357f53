using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Tests.Checkpoints.Model;

namespace CityOps.Pipelines.Tests.Checkpoints;

/// <summary>Random histories of the model, each write of the checkpoint done on the real store too: both have to agree after each step.</summary>
public sealed class ModelMatchesStoreTests
{
    private const string Group = "landing";
    private const int Histories = 30;
    private const int StepsPerHistory = 40;

    [Fact]
    public async Task The_store_does_what_the_model_of_it_does()
    {
        using var folder = new TestFolder();
        await using var database = new SqliteCheckpointDatabase(Path.Combine(folder.Path, "pipelines.db"));
        var store = new SqlCheckpointStore(database);
        var steps = new Steps(new Protocol(), new Chances(TakeOvers: 6, Kills: 4, EngineKills: 2, LogLosses: 1));
        var random = new Random(5);
        for (var history = 0; history < Histories; history++)
        {
            var partition = new TopicPartition("topic", history);
            var owners = new CheckpointOwner?[2];
            var world = World.Start;
            for (var step = 0; step < StepsPerHistory; step++)
            {
                var possible = steps.From(world).ToList();
                if (possible.Count == 0)
                {
                    break;
                }

                var (what, next) = possible[random.Next(possible.Count)];
                await DoAsync(store, partition, owners, world, what);
                world = next;
                await AgreesAsync(store, partition, world);
            }
        }
    }

    private static async Task DoAsync(SqlCheckpointStore store, TopicPartition partition, CheckpointOwner?[] owners, World world, string what)
    {
        var which = what.StartsWith('B') ? 1 : 0;
        var owner = world.OwnerOf(which);
        switch (what)
        {
            case "A takes over" or "B takes over":
                owners[which] = (await store.TakeOverAsync(Group, partition, $"log-{world.Log}", 0, CancellationToken.None)).Owner;
                break;
            case "A records the range" or "B records the range":
                await store.PersistPendingAsync(owners[which]!, new PendingRange(owner.To, default), CancellationToken.None);
                break;
            case "A advances" or "B advances":
                await store.AdvanceAsync(owners[which]!, owner.To, state: null, CancellationToken.None);
                break;
            case "checkpoint forgotten":
                await store.ForgetAsync(Group, partition, CancellationToken.None);
                break;
        }
    }

    private static async Task AgreesAsync(SqlCheckpointStore store, TopicPartition partition, World world)
    {
        var stored = (await store.ListAsync(CancellationToken.None)).SingleOrDefault(c => c.Partition == partition);
        var model = world.Checkpoint;
        if (model.Log == 0)
        {
            Assert.Null(stored);
            return;
        }

        Assert.Equal(
            ($"log-{model.Log}", (long)model.Next, model.PendingTo == 0 ? null : (long?)model.PendingTo, (long)model.Epoch),
            (stored!.LogId, stored.NextOffset, stored.PendingTo, stored.OwnerEpoch));
    }
}
