using System.Data.Common;
using System.Runtime.CompilerServices;
using CityOps.Contracts.Schema;
using CityOps.Identity.Storage;

namespace CityOps.Identity.Audit;

internal sealed class AuditLog(IdentityDatabase database, AuditHead head, TimeProvider clock) : IAuditLog
{
    public async Task<AuditEntry> AppendAsync(AuditEvent happened, CancellationToken cancellationToken)
    {
        var action = ContractReader.WordOf(happened.Action);
        var (actor, role) = (Cut(happened.Actor, 128), Cut(happened.Role, 64));
        var (subject, reason) = (Cut(happened.Subject, 256), Cut(happened.Reason, 2_000));
        await using var connection = await database.OpenAsync(cancellationToken);
        AuditEntry entry;
        await using (var transaction = await database.BeginWriteAsync(connection, cancellationToken))
        {
            await database.LockAuditAsync(connection, cancellationToken);
            var (last, previous) = await LastAsync(connection, cancellationToken);
            var at = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
            var hash = AuditHash.Of(previous, last + 1, at, actor, role, action, subject, reason);
            entry = new AuditEntry(last + 1, at, actor, role, action, subject, reason, previous, hash);
            await connection.RunAsync(
                database.Sql["InsertAudit"], cancellationToken,
                ("sequence", entry.Sequence), ("at_ms", at.ToUnixTimeMilliseconds()), ("actor", actor), ("role", role),
                ("action", action), ("subject", subject), ("reason", reason), ("previous_hash", previous), ("hash", hash));
            await transaction.CommitAsync(cancellationToken);
        }

        head.Write(entry);
        return entry;
    }

    public async IAsyncEnumerable<AuditEntry> ReadAsync(long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(database.Sql["ReadAudit"], ("sequence", fromSequence));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return new AuditEntry(
                reader.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), reader.GetString(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5), reader.GetString(6), reader.GetFieldValue<byte[]>(7), reader.GetFieldValue<byte[]>(8));
        }
    }

    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        AuditHead.Anchor? anchor;
        var previous = AuditHash.Genesis;
        try
        {
            anchor = head.Read();
        }
        catch (System.Text.Json.JsonException)
        {
            return new AuditVerification(0, 1, "audit-head.json cannot be read", Convert.ToHexStringLower(previous));
        }

        var sound = 0L;
        await foreach (var entry in ReadAsync(long.MinValue, cancellationToken))
        {
            var problem = ProblemOf(entry, sound + 1, previous)
                ?? (anchor?.Sequence == entry.Sequence && !anchor.Matches(entry.Hash) ? "its hash is not the one in audit-head.json" : null);
            if (problem is not null)
            {
                return new AuditVerification(sound, sound + 1, problem, Convert.ToHexStringLower(previous));
            }

            previous = entry.Hash;
            sound++;
        }

        return anchor is not null && anchor.Sequence > sound
            ? new AuditVerification(sound, sound + 1, $"the log ends before entry {anchor.Sequence}, which audit-head.json names", Convert.ToHexStringLower(previous))
            : new AuditVerification(sound, null, null, Convert.ToHexStringLower(previous));
    }

    private static string? ProblemOf(AuditEntry entry, long expected, byte[] previous) => entry switch
    {
        _ when entry.Sequence != expected => $"the next entry there is has number {entry.Sequence}",
        _ when !entry.PreviousHash.AsSpan().SequenceEqual(previous) => "it does not follow the entry before it",
        _ when !entry.Hash.AsSpan().SequenceEqual(AuditHash.Of(entry)) => "its fields do not give its hash",
        _ => null,
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private async Task<(long Sequence, byte[] Hash)> LastAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(database.Sql["LastAudit"]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (0, AuditHash.Genesis);
    }
}
