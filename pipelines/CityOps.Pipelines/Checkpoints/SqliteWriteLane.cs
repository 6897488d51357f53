using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>
/// The one writer of a SQLite file within this process. SQLite lets in one writer at a time and makes the others sleep; here they queue, and whoever waits while the last
/// transaction is synced shares the next one, and fails with it.
/// </summary>
/// <param name="open">An open connection on which a commit is on disk when it returns, and which does not empty the write-ahead log of its own accord.</param>
internal sealed class SqliteWriteLane(Func<SqliteConnection> open) : IAsyncDisposable
{
    private const int MaxTogether = 256;

    // What lies in the write-ahead log goes into the file beside the writes; left to SQLite it would hold up the commit that makes the log long.
    private const long MaxWalBytes = 16 * 1024 * 1024;
    private const string EmptyWal = "PRAGMA wal_checkpoint(PASSIVE)";
    private const long BytesOfARow = 2 * 4096;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Waiting> _group = [];
    private readonly Lock _starting = new();
    private Task? _loop;
    private Task? _emptying;

    // What the process before has left in it is not known: a kill leaves all of it.
    private long _walBytes = MaxWalBytes;

    /// <summary>Returns once the statement is on disk. Given up while it waits, it may still be written.</summary>
    /// <exception cref="ObjectDisposedException">The lane has ended.</exception>
    public async ValueTask<CheckpointResult> WriteAsync(CheckpointStatement statement, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(statement, new TaskCompletionSource<CheckpointResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_starting)
        {
            ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(waiting), this);

            // A thread of its own: it spends its life in fsync.
            _loop ??= Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        return await waiting.Result.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_starting)
        {
            _waiting.Writer.TryComplete();
            loop = _loop;
        }

        await (loop ?? Task.CompletedTask);
        await (_emptying ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Loop()
    {
        SqliteConnection? connection = null;
        while (TakeGroup())
        {
            try
            {
                connection ??= open();
                Commit(connection);
                EmptyWalWhereLong(connection);
            }
            catch (Exception error)
            {
                // Whatever it is: a loop that ended would leave everybody who writes later waiting for ever.
                _group.ForEach(waiting => waiting.Result.TrySetException(error));
                Abandon(connection);
                connection = null;
            }
        }

        connection?.Dispose();
    }

    // A failed commit may have left a transaction that cannot be rolled back either; whoever waits has been told.
    private static void Abandon(SqliteConnection? connection)
    {
        try
        {
            connection?.Dispose();
        }
        catch (SqliteException)
        {
            // It is not used again.
        }
    }

    // Blocks a thread that is the loop's own: nothing else waits for it.
    private bool TakeGroup()
    {
        _group.Clear();
        var more = _waiting.Reader.WaitToReadAsync();
        if (!(more.IsCompletedSuccessfully ? more.Result : more.AsTask().GetAwaiter().GetResult()))
        {
            return false;
        }

        while (_group.Count < MaxTogether && _waiting.Reader.TryRead(out var waiting))
        {
            _group.Add(waiting);
        }

        return true;
    }

    private void Commit(SqliteConnection connection)
    {
        var results = new CheckpointResult[_group.Count];
        using (var transaction = connection.BeginTransaction())
        {
            for (var i = 0; i < results.Length; i++)
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                _group[i].Statement.Bind(command);
                results[i] = Run(command);
                _walBytes += BytesOfARow + _group[i].Statement.Bytes;
            }

            transaction.Commit();
        }

        for (var i = 0; i < results.Length; i++)
        {
            _group[i].Result.TrySetResult(results[i]);
        }
    }

    private static CheckpointResult Run(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        object[]? row = null;
        if (reader.Read())
        {
            reader.GetValues(row = new object[reader.FieldCount]);
        }

        // A statement that returns rows is done only once they are read.
        while (reader.Read())
        {
        }

        return new CheckpointResult(reader.RecordsAffected, row);
    }

    // Most of it goes beside the writes. What they added meanwhile goes between two of them, for only an empty log begins at its start again.
    private void EmptyWalWhereLong(SqliteConnection connection)
    {
        if (_emptying is { IsCompleted: true })
        {
            _emptying = null;
            Execute(connection, EmptyWal);
        }
        else if (_emptying is null && _walBytes >= MaxWalBytes)
        {
            _walBytes = 0;
            _emptying = Task.Run(() =>
            {
                using var beside = open();
                Execute(beside, EmptyWal);
            });
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Waiting(CheckpointStatement Statement, TaskCompletionSource<CheckpointResult> Result);
}
