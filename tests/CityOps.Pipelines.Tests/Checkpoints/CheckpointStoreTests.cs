using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;

namespace CityOps.Pipelines.Tests.Checkpoints;

/// <summary>What every checkpoint store holds; run on SQLite, and on PostgreSQL where CITYOPS_TEST_POSTGRES names one.</summary>
public abstract class CheckpointStoreTests : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<ICheckpointDatabase> _opened = [];
    private readonly TopicPartition _partition = new($"topic-{Guid.NewGuid():N}", 3);

    [Fact]
    public async Task The_first_takeover_starts_at_the_earliest_offset_with_nothing_pending()
    {
        var checkpoint = await Open().TakeOverAsync("group", _partition, "log-1", 7, CancellationToken.None);

        Assert.Equal(("log-1", 7, 1L), (checkpoint.LogId, checkpoint.NextOffset, checkpoint.Owner.Epoch));
        Assert.Null(checkpoint.Pending);
        Assert.True(checkpoint.State.IsEmpty);
    }

    [Fact]
    public async Task The_next_owner_finds_what_was_pending_and_the_state_before_it()
    {
        var store = Open();
        var first = await store.TakeOverAsync("group", _partition, "log-1", 0, CancellationToken.None);
        await store.AdvanceAsync(first.Owner, 10, new byte[] { 1, 2 }, CancellationToken.None);
        await store.PersistPendingAsync(first.Owner, new PendingRange(20, new byte[] { 9 }), CancellationToken.None);

        var second = await Open().TakeOverAsync("group", _partition, "log-2", 0, CancellationToken.None);

        Assert.Equal(("log-1", 10, 20L), (second.LogId, second.NextOffset, second.Pending!.To));
        Assert.Equal([9], second.Pending.Plan.ToArray());
        Assert.Equal([1, 2], second.State.ToArray());
    }

    [Fact]
    public async Task A_stale_owner_writes_nothing()
    {
        var store = Open();
        var stale = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);
        var owner = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);

        Assert.Equal(CheckpointWrite.Fenced, await store.PersistPendingAsync(stale.Owner, new PendingRange(5, default), CancellationToken.None));
        Assert.Equal(CheckpointWrite.Fenced, await store.AdvanceAsync(stale.Owner, 5, state: null, CancellationToken.None));
        Assert.Equal(CheckpointWrite.Written, await store.AdvanceAsync(owner.Owner, 3, state: null, CancellationToken.None));
        Assert.Equal(3, (await store.ListAsync(CancellationToken.None)).Single(c => c.Partition == _partition).NextOffset);
    }

    [Fact]
    public async Task Owners_that_come_at_once_get_different_epochs()
    {
        var store = Open();
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None).AsTask())));

        Assert.Equal(8, all.Select(c => c.Owner.Epoch).Distinct().Count());
    }

    [Fact]
    public async Task A_forgotten_checkpoint_starts_again()
    {
        var store = Open();
        var owner = await store.TakeOverAsync("group", _partition, "log-1", 0, CancellationToken.None);
        await store.AdvanceAsync(owner.Owner, 5, state: null, CancellationToken.None);
        await store.ForgetAsync("group", _partition, CancellationToken.None);

        Assert.Equal(("log-2", 2L), await AgainAsync(store));
    }

    [Fact]
    public async Task A_shorter_batch_leaves_the_rest_of_an_earlier_range_recorded()
    {
        var store = Open();
        var first = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);
        await store.PersistPendingAsync(first.Owner, new PendingRange(20, new byte[] { 9 }), CancellationToken.None);
        var second = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);
        await store.PersistPendingAsync(second.Owner, new PendingRange(5, default), CancellationToken.None);
        await store.AdvanceAsync(second.Owner, 5, state: null, CancellationToken.None);

        var third = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);
        Assert.Equal((5, 20L), (third.NextOffset, third.Pending!.To));
        Assert.Equal([9], third.Pending.Plan.ToArray());

        await store.AdvanceAsync(third.Owner, 20, state: null, CancellationToken.None);
        Assert.Null((await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None)).Pending);
    }

    [Fact]
    public async Task An_owner_of_a_forgotten_checkpoint_stays_stale()
    {
        var store = Open();
        var before = await store.TakeOverAsync("group", _partition, "log-1", 0, CancellationToken.None);
        await store.ForgetAsync("group", _partition, CancellationToken.None);
        Assert.Equal(CheckpointWrite.Fenced, await store.AdvanceAsync(before.Owner, 5, state: null, CancellationToken.None));
        Assert.DoesNotContain(await store.ListAsync(CancellationToken.None), c => c.Partition == _partition);

        await store.TakeOverAsync("group", _partition, "log-2", 0, CancellationToken.None);
        Assert.Equal(CheckpointWrite.Fenced, await store.AdvanceAsync(before.Owner, 5, state: null, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
        {
            await ((IAsyncDisposable)database).DisposeAsync();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract ICheckpointDatabase Database(string folder);

    private SqlCheckpointStore Open()
    {
        _opened.Add(Database(_folder.Path));
        return new SqlCheckpointStore(_opened[^1]);
    }

    private async Task<(string LogId, long Next)> AgainAsync(SqlCheckpointStore store)
    {
        var checkpoint = await store.TakeOverAsync("group", _partition, "log-2", 2, CancellationToken.None);
        return (checkpoint.LogId, checkpoint.NextOffset);
    }
}

public sealed class SqliteCheckpointStoreTests : CheckpointStoreTests
{
    protected override ICheckpointDatabase Database(string folder) => new SqliteCheckpointDatabase(Path.Combine(folder, "pipelines.db"));
}

public sealed class PostgresCheckpointStoreTests : CheckpointStoreTests
{
    protected override ICheckpointDatabase Database(string folder)
    {
        var server = Environment.GetEnvironmentVariable("CITYOPS_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "CITYOPS_TEST_POSTGRES names no server.");
        return new PostgresCheckpointDatabase(server!);
    }
}
