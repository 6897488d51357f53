using System.Data.Common;
using CityOps.EventLog;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>The checkpoint store in SQL that SQLite and PostgreSQL share; each call is one statement, and so one transaction.</summary>
public sealed class SqlCheckpointStore(ICheckpointDatabase database) : ICheckpointStore
{
    private static readonly CheckpointSql Sql = CheckpointSql.Load();

    private volatile bool _migrated;

    public async ValueTask MigrateAsync(CancellationToken cancellationToken)
    {
        await CheckpointMigrator.MigrateAsync(database, cancellationToken);
        _migrated = true;
    }

    public async ValueTask<Checkpoint> TakeOverAsync(string group, TopicPartition partition, string logId, long earliest, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(earliest);
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(connection, Sql.TakeOver, group, partition);
        Add(command, "log_id", logId);
        Add(command, "earliest", earliest);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var pending = reader.IsDBNull(2) ? null : new PendingRange(reader.GetInt64(2), Bytes(reader, 3));
        var owner = new CheckpointOwner(group, partition, reader.GetInt64(5));
        return new Checkpoint(owner, reader.GetString(0), reader.GetInt64(1), pending, Bytes(reader, 4));
    }

    public async ValueTask<CheckpointWrite> PersistPendingAsync(CheckpointOwner owner, PendingRange pending, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(connection, Sql.PersistPending, owner.Group, owner.Partition);
        Add(command, "epoch", owner.Epoch);
        Add(command, "pending_to", pending.To);
        AddBytes(command, "pending_plan", pending.Plan.IsEmpty ? null : pending.Plan);
        return await WriteAsync(command, cancellationToken);
    }

    public async ValueTask<CheckpointWrite> AdvanceAsync(CheckpointOwner owner, long nextOffset, ReadOnlyMemory<byte>? state, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(connection, Sql.Advance, owner.Group, owner.Partition);
        Add(command, "epoch", owner.Epoch);
        Add(command, "next_offset", nextOffset);
        AddBytes(command, "state", state);
        return await WriteAsync(command, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<CheckpointSummary>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Sql.List;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<CheckpointSummary>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var partition = new TopicPartition(reader.GetString(1), reader.GetInt32(2));
            all.Add(new CheckpointSummary(reader.GetString(0), partition, reader.GetString(3), reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetInt64(5), reader.GetInt64(6)));
        }

        return all;
    }

    public async ValueTask ForgetAsync(string group, TopicPartition partition, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = Command(connection, Sql.Forget, group, partition);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Whoever asks first, even for progress before anything has landed, finds the schema in place.
    private async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_migrated)
        {
            await MigrateAsync(cancellationToken);
        }

        return await database.OpenAsync(cancellationToken);
    }

    private static async ValueTask<CheckpointWrite> WriteAsync(DbCommand command, CancellationToken cancellationToken) =>
        await command.ExecuteNonQueryAsync(cancellationToken) == 1 ? CheckpointWrite.Written : CheckpointWrite.Fenced;

    private static DbCommand Command(DbConnection connection, string sql, string group, TopicPartition partition)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        Add(command, "group", group);
        Add(command, "topic", partition.Topic);
        Add(command, "partition", partition.Partition);
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private static void AddBytes(DbCommand command, string name, ReadOnlyMemory<byte>? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = System.Data.DbType.Binary;
        parameter.Value = value is { } bytes ? bytes.ToArray() : DBNull.Value;
        command.Parameters.Add(parameter);
    }

    private static byte[] Bytes(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? [] : reader.GetFieldValue<byte[]>(ordinal);
}
