using CityOps.Pipelines.Checkpoints;
using Microsoft.Data.Sqlite;

namespace CityOps.Pipelines.Tests.Checkpoints;

/// <summary>Writers who share transactions: each learns of its own statement, and a failure ends nobody else's work for good.</summary>
public sealed class SqliteWriteLaneTests : IAsyncDisposable
{
    private const int StateBytes = 1024 * 1024;

    private readonly TestFolder _folder = new();
    private readonly SqliteCheckpointDatabase _database;

    public SqliteWriteLaneTests() => _database = new SqliteCheckpointDatabase(Path.Combine(_folder.Path, "pipelines.db"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_writes_at_once_learns_what_became_of_his_own_statement()
    {
        await WriteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)");
        var added = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => WriteAsync("INSERT INTO t VALUES (@id, @n) RETURNING n", ("id", i), ("n", i * 2))));
        var changed = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => WriteAsync("UPDATE t SET n = 0 WHERE id = @id AND n % 4 = 0", ("id", i))));

        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => i * 2L), added.Select(result => (long)result.Row!.Single()));
        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => i % 2 == 0 ? 1 : 0), changed.Select(result => result.Changed));
    }

    [Fact]
    public async Task A_statement_that_fails_is_told_so_and_the_next_one_is_written()
    {
        await WriteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY)");

        await Assert.ThrowsAsync<SqliteException>(() => WriteAsync("INSERT INTO nowhere VALUES (1)"));

        Assert.Equal(1, (await WriteAsync("INSERT INTO t VALUES (1)")).Changed);
    }

    [Fact]
    public async Task Beside_one_that_fails_each_other_is_there_or_is_told_that_it_is_not()
    {
        await WriteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        var all = Enumerable.Range(0, 200).Select(i => (Id: i, Write: i % 50 == 25 ? WriteAsync("INSERT INTO nowhere VALUES (1)") : WriteAsync("INSERT INTO t VALUES (@id)", ("id", i)))).ToList();
        await Task.WhenAll(all.Select(one => one.Write)).ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);

        foreach (var (id, write) in all)
        {
            Assert.Equal(write.IsCompletedSuccessfully ? 1L : 0L, (await WriteAsync("SELECT count(*) FROM t WHERE id = @id", ("id", id))).Row!.Single());
        }
    }

    [Fact]
    public async Task The_write_ahead_log_that_a_killed_process_left_is_emptied_by_the_next()
    {
        var path = Path.Combine(_folder.Path, "left.db");
        await using (var killed = new SqliteCheckpointDatabase(path))
        {
            await killed.WriteAsync(new CheckpointStatement("CREATE TABLE t (id INTEGER PRIMARY KEY, state BLOB)", []), Cancel);
            await killed.WriteAsync(new CheckpointStatement("INSERT INTO t VALUES (1, @state)", [("state", new byte[4 * StateBytes])]), Cancel);
            File.Copy(path, path + ".copy");
            File.Copy(path + "-wal", path + ".copy-wal");
        }

        await using var next = new SqliteCheckpointDatabase(path + ".copy");
        for (var i = 0; new FileInfo(path + ".copy").Length < 4 * StateBytes; i++)
        {
            Assert.InRange(i, 0, 1_000);
            await next.WriteAsync(new CheckpointStatement("INSERT INTO t VALUES (@id, NULL)", [("id", i + 2)]), Cancel);
            await Task.Delay(10, Cancel);
        }
    }

    [Fact]
    public async Task The_write_ahead_log_is_emptied_while_writing_goes_on()
    {
        await WriteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, state BLOB)");
        for (var i = 0; i < 160; i++)
        {
            await WriteAsync("INSERT OR REPLACE INTO t VALUES (@id, @state)", ("id", i % 4), ("state", new byte[StateBytes]));
        }

        Assert.InRange(new FileInfo(Path.Combine(_folder.Path, "pipelines.db-wal")).Length, 1, 80 * StateBytes);
    }

    [Fact]
    public async Task Once_it_has_ended_nothing_is_taken_any_more()
    {
        await WriteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        await _database.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => WriteAsync("INSERT INTO t VALUES (1)"));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private Task<CheckpointResult> WriteAsync(string sql, params (string Name, object? Value)[] values) =>
        _database.WriteAsync(new CheckpointStatement(sql, values), Cancel).AsTask();
}
