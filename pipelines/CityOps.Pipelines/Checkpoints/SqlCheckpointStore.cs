using System.Data.Common;
using System.Runtime.InteropServices;
using CityOps.EventLog;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>The checkpoint store in SQL that SQLite and PostgreSQL share; each call takes effect whole or not at all.</summary>
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
        await EnsureSchemaAsync(cancellationToken);
        var taken = await database.WriteAsync(
            new CheckpointStatement(Sql.TakeOver, [.. KeyOf(group, partition), ("log_id", logId), ("earliest", earliest)]), cancellationToken);
        var row = taken.Row ?? throw new InvalidOperationException($"Taking over {partition} for {group} returned nothing.");
        var pending = row[2] is long to ? new PendingRange(to, Bytes(row[3])) : null;
        return new Checkpoint(new CheckpointOwner(group, partition, (long)row[5]), (string)row[0], (long)row[1], pending, Bytes(row[4]));
    }

    public ValueTask<CheckpointWrite> PersistPendingAsync(CheckpointOwner owner, PendingRange pending, CancellationToken cancellationToken) =>
        WriteAsync(Sql.PersistPending, owner, [("pending_to", pending.To), ("pending_plan", BytesOrNull(pending.Plan))], cancellationToken);

    public ValueTask<CheckpointWrite> AdvanceAsync(CheckpointOwner owner, long nextOffset, ReadOnlyMemory<byte>? state, CancellationToken cancellationToken) =>
        state is { } bytes
            ? WriteAsync(Sql.AdvanceWithState, owner, [("next_offset", nextOffset), ("state", WholeOf(bytes))], cancellationToken)
            : WriteAsync(Sql.Advance, owner, [("next_offset", nextOffset)], cancellationToken);

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
        await EnsureSchemaAsync(cancellationToken);
        await database.WriteAsync(new CheckpointStatement(Sql.Forget, KeyOf(group, partition)), cancellationToken);
    }

    // Whoever asks first, even for progress before anything has landed, finds the schema in place.
    private async ValueTask EnsureSchemaAsync(CancellationToken cancellationToken)
    {
        if (!_migrated)
        {
            await MigrateAsync(cancellationToken);
        }
    }

    private async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await EnsureSchemaAsync(cancellationToken);
        return await database.OpenAsync(cancellationToken);
    }

    // Of an owner that somebody else has followed there is no row.
    private async ValueTask<CheckpointWrite> WriteAsync(string sql, CheckpointOwner owner, (string Name, object? Value)[] values, CancellationToken cancellationToken)
    {
        await EnsureSchemaAsync(cancellationToken);
        var statement = new CheckpointStatement(sql, [.. KeyOf(owner.Group, owner.Partition), ("epoch", owner.Epoch), .. values]);
        return (await database.WriteAsync(statement, cancellationToken)).Changed > 0 ? CheckpointWrite.Written : CheckpointWrite.Fenced;
    }

    private static (string Name, object? Value)[] KeyOf(string group, TopicPartition partition) =>
        [("group", group), ("topic", partition.Topic), ("partition", partition.Partition)];

    private static byte[]? BytesOrNull(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? null : bytes.ToArray();

    private static byte[] WholeOf(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) && array.Count == array.Array!.Length ? array.Array : bytes.ToArray();

    private static byte[] Bytes(object value) => value as byte[] ?? [];
}
