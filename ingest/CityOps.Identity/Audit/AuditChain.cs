using System.Data.Common;
using CityOps.Contracts.Schema;
using CityOps.Identity.Storage;

namespace CityOps.Identity.Audit;

/// <summary>Writes entries within somebody else's transaction, so that what they tell of and they themselves commit together.</summary>
internal sealed class AuditChain(IdentityDatabase database, AuditAnchors anchors, TimeProvider clock) : IDisposable
{
    // One transaction and its anchors before the next: a kill leaves no more than one without.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public void Dispose() => _turn.Dispose();

    /// <summary>Runs work and its entries in one transaction; the anchors follow once it is durable.</summary>
    /// <param name="work">Gives the entries; none: nothing is committed.</param>
    public async Task<IReadOnlyList<AuditEntry>> WriteAsync(
        Func<DbConnection, CancellationToken, Task<IReadOnlyList<AuditEvent>>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var entries = await CommitAsync(work, cancellationToken);
            anchors.Write(entries);
            return entries;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<IReadOnlyList<AuditEntry>> CommitAsync(
        Func<DbConnection, CancellationToken, Task<IReadOnlyList<AuditEvent>>> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await database.BeginWriteAsync(connection, cancellationToken);
        await database.LockAuditAsync(connection, cancellationToken);
        var events = await work(connection, cancellationToken);
        if (events.Count == 0)
        {
            return [];
        }

        var entries = await AppendAsync(connection, events, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return entries;
    }

    private async Task<List<AuditEntry>> AppendAsync(DbConnection connection, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken)
    {
        var (last, previous) = await LastAsync(connection, cancellationToken);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var entries = new List<AuditEntry>(events.Count);
        foreach (var happened in events)
        {
            var entry = Next(happened, ++last, at, previous);
            await connection.RunAsync(
                database.Sql["InsertAudit"], cancellationToken,
                ("sequence", entry.Sequence), ("at_ms", at.ToUnixTimeMilliseconds()), ("actor", entry.Actor), ("role", entry.Role),
                ("action", entry.Action), ("subject", entry.Subject), ("reason", entry.Reason), ("previous_hash", previous), ("hash", entry.Hash));
            entries.Add(entry);
            previous = entry.Hash;
        }

        return entries;
    }

    /// <summary>A name as entries keep it.</summary>
    public static string ActorOf(string name) => Cut(name, 128);

    private static AuditEntry Next(AuditEvent happened, long sequence, DateTimeOffset at, byte[] previous)
    {
        var action = ContractReader.WordOf(happened.Action);
        var (actor, role) = (ActorOf(happened.Actor), Cut(happened.Role, 64));
        var (subject, reason) = (Cut(happened.Subject, 256), Cut(happened.Reason, 2_000));
        var hash = AuditHash.Of(previous, sequence, at, actor, role, action, subject, reason);
        return new AuditEntry(sequence, at, actor, role, action, subject, reason, previous, hash);
    }

    private static string Cut(string text, int length) =>
        string.Create(Math.Min(text.Length, length), text, (cut, all) =>
        {
            for (var i = 0; i < cut.Length; i++)
            {
                cut[i] = AuditText.Keeps(all[i]) ? all[i] : ' ';
            }
        });

    private async Task<(long Sequence, byte[] Hash)> LastAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(database.Sql["LastAudit"]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0, AuditHash.Genesis);
    }
}
