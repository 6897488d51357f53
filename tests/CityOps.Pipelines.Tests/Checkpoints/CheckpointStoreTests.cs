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
    public async Task A_stale_owner_leaves_the_state_of_the_one_who_followed_him()
    {
        var store = Open();
        var stale = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);
        var owner = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);
        await store.AdvanceAsync(owner.Owner, 3, new byte[] { 7 }, CancellationToken.None);

        Assert.Equal(CheckpointWrite.Fenced, await store.AdvanceAsync(stale.Owner, 5, new byte[] { 6, 6 }, CancellationToken.None));

        var next = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);
        Assert.Equal(3, next.NextOffset);
        Assert.Equal([7], next.State.ToArray());
    }

    [Fact]
    public async Task A_state_replaces_the_one_before_and_none_leaves_it()
    {
        var store = Open();
        var owner = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);
        await store.AdvanceAsync(owner.Owner, 1, new byte[] { 1, 1, 1 }, CancellationToken.None);
        await store.AdvanceAsync(owner.Owner, 2, new byte[] { 2 }, CancellationToken.None);
        await store.AdvanceAsync(owner.Owner, 3, state: null, CancellationToken.None);

        var next = await store.TakeOverAsync("group", _partition, "log", 0, CancellationToken.None);
        Assert.Equal(3, next.NextOffset);
        Assert.Equal([2], next.State.ToArray());
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
        await store.AdvanceAsync(owner.Owner, 5, new byte[] { 1 }, CancellationToken.None);
        await store.ForgetAsync("group", _partition, CancellationToken.None);

        var again = await store.TakeOverAsync("group", _partition, "log-2", 2, CancellationToken.None);
        Assert.Equal(("log-2", 2L), (again.LogId, again.NextOffset));
        Assert.True(again.State.IsEmpty);
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
            await database.DisposeAsync();
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
}

public sealed class SqliteCheckpointStoreTests : CheckpointStoreTests
{
    [Fact]
    public async Task A_file_from_before_states_had_their_table_keeps_them()
    {
        using var folder = new TestFolder();
        await using var database = new SqliteCheckpointDatabase(Path.Combine(folder.Path, "pipelines.db"));
        await WriteAsync("""
            CREATE TABLE checkpoints (consumer_group TEXT NOT NULL, topic TEXT NOT NULL, topic_partition INTEGER NOT NULL, log_id TEXT NOT NULL, next_offset INTEGER NOT NULL,
                pending_to INTEGER NULL, pending_plan BLOB NULL, state BLOB NULL, owner_epoch INTEGER NOT NULL, PRIMARY KEY (consumer_group, topic, topic_partition)) WITHOUT ROWID
            """);
        await WriteAsync("INSERT INTO checkpoints VALUES ('group', 'topic', 0, 'log', 7, 9, x'05', x'0102', 3)");

        var checkpoint = await TakeOverAsync();
        Assert.Equal((7, 9L, 5L), (checkpoint.NextOffset, checkpoint.Pending!.To, checkpoint.Owner.Epoch));
        Assert.Equal([1, 2], checkpoint.State.ToArray());
        Assert.Equal([1, 2], (await TakeOverAsync()).State.ToArray());

        // The program from before once more, and this one again.
        await WriteAsync("UPDATE checkpoints SET next_offset = 8, state = x'03'");
        checkpoint = await TakeOverAsync();
        Assert.Equal(8, checkpoint.NextOffset);
        Assert.Equal([3], checkpoint.State.ToArray());

        async Task<Checkpoint> TakeOverAsync() =>
            await new SqlCheckpointStore(database).TakeOverAsync("group", new TopicPartition("topic", 0), "log", 0, CancellationToken.None);

        Task WriteAsync(string sql) => database.WriteAsync(new CheckpointStatement(sql, []), CancellationToken.None).AsTask();
    }

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
