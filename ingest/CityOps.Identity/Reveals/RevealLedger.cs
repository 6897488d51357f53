using System.Data.Common;
using CityOps.Contracts.Schema;
using CityOps.Identity.Audit;
using CityOps.Identity.Storage;
using Microsoft.Extensions.Options;

namespace CityOps.Identity.Reveals;

internal sealed class RevealLedger(IdentityDatabase database, AuditChain chain, IOptions<IdentityOptions> options, TimeProvider clock) : IRevealLedger
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    public async Task<RevealGrant?> GrantAsync(RevealRequest request, CancellationToken cancellationToken)
    {
        var limits = options.Value.Reveal;
        var now = Now();
        var grant = new RevealGrant(
            NewId(), null, request.Actor, request.WorkOrderId, request.CaseId, request.DwellingKey, request.Purpose, now, now.AddMinutes(limits.MinutesValid));
        var granted = false;
        await chain.WriteAsync(
            async (connection, token) =>
            {
                granted = await OthersAsync(connection, request, now, token) < limits.MostDwellingsADay;
                if (granted)
                {
                    await InsertAsync(connection, grant, token);
                }

                return [granted ? Opened(grant, request.Role, request.Reason) : TooMany(request)];
            },
            cancellationToken);
        return granted ? grant : null;
    }

    public async Task<RevealGrant?> FindAsync(string revealId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await GrantsAsync(connection, "FindReveal", ("reveal_id", revealId), cancellationToken)).FirstOrDefault();
    }

    public async Task<BulkReveal> RequestBulkAsync(BulkRevealRequest request, CancellationToken cancellationToken)
    {
        var bulkId = NewId();
        var now = Now();
        await chain.WriteAsync(
            async (connection, token) =>
            {
                await connection.RunAsync(
                    database.Sql["InsertBulkReveal"], token,
                    ("bulk_id", bulkId), ("requested_by", request.Actor), ("role", request.Role), ("purpose", ContractReader.WordOf(request.Purpose)),
                    ("reason", request.Reason), ("requested_at_ms", now.ToUnixTimeMilliseconds()));
                foreach (var (order, caseId, dwelling) in request.Dwellings)
                {
                    await InsertAsync(connection, new RevealGrant(NewId(), bulkId, request.Actor, order, caseId, dwelling, request.Purpose, null, null), token);
                }

                return [new AuditEvent(request.Actor, request.Role, AuditAction.BulkRevealRequested, bulkId, $"dwellings: {request.Dwellings.Count}, {ContractReader.WordOf(request.Purpose)}: {request.Reason}")];
            },
            cancellationToken);
        return await FindBulkAsync(bulkId, cancellationToken) ?? throw new InvalidOperationException("The request was not kept.");
    }

    public async Task<BulkReveal?> FindBulkAsync(string bulkId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindBulkAsync(connection, bulkId, cancellationToken);
    }

    public async Task<IReadOnlyList<BulkReveal>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var ids = new List<string>();
        await using (var command = connection.Command(database.Sql["WaitingBulkReveals"]))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetString(0));
            }
        }

        var waiting = new List<BulkReveal>();
        foreach (var id in ids)
        {
            waiting.Add((await FindBulkAsync(connection, id, cancellationToken))!);
        }

        return waiting;
    }

    public async Task<BulkReveal> DecideAsync(string bulkId, BulkDecision decision, CancellationToken cancellationToken)
    {
        var now = Now();
        await chain.WriteAsync(
            async (connection, token) =>
            {
                var changed = await connection.RunAsync(
                    database.Sql["DecideBulkReveal"], token,
                    ("bulk_id", bulkId), ("decided_by", decision.Actor), ("allowed", decision.Allow ? 1 : 0), ("decided_at_ms", now.ToUnixTimeMilliseconds()));
                if (changed == 0)
                {
                    return [];
                }

                if (decision.Allow)
                {
                    await connection.RunAsync(
                        database.Sql["GrantBulkReveals"], token,
                        ("bulk_id", bulkId), ("granted_at_ms", now.ToUnixTimeMilliseconds()),
                        ("expires_at_ms", now.AddMinutes(options.Value.Reveal.MinutesValid).ToUnixTimeMilliseconds()));
                }

                return [new AuditEvent(decision.Actor, decision.Role, AuditAction.BulkRevealDecided, bulkId, $"{(decision.Allow ? "allowed" : "refused")}: {decision.Reason}")];
            },
            cancellationToken);
        return await FindBulkAsync(bulkId, cancellationToken) ?? throw new KeyNotFoundException($"There is no bulk request '{bulkId}'.");
    }

    /// <summary>The entry of one opening: its subject is the dwelling's key, so that "who revealed this address" is one look-up.</summary>
    internal static AuditEvent Opened(RevealGrant grant, string role, string reason) => new(
        grant.Actor, role, AuditAction.VaultOpened, Subject(grant.DwellingKey), $"{grant.WorkOrderId} {ContractReader.WordOf(grant.Purpose)} {grant.RevealId}: {reason}");

    private AuditEvent TooMany(RevealRequest request) => new(
        request.Actor, request.Role, AuditAction.VaultRefused, Subject(request.DwellingKey),
        $"{request.WorkOrderId} more than {options.Value.Reveal.MostDwellingsADay} dwellings in 24 hours: {request.Reason}");

    private static string Subject(ulong dwellingKey) => FormattableString.Invariant($"{dwellingKey}");

    private async Task<long> OthersAsync(DbConnection connection, RevealRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            database.Sql["CountRevealedDwellings"],
            ("actor", request.Actor), ("since", (now - Day).ToUnixTimeMilliseconds()), ("dwelling_key", (long)request.DwellingKey));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task<int> InsertAsync(DbConnection connection, RevealGrant grant, CancellationToken cancellationToken) => connection.RunAsync(
        database.Sql["InsertReveal"], cancellationToken,
        ("reveal_id", grant.RevealId), ("bulk_id", grant.BulkId ?? ""), ("actor", grant.Actor), ("work_order_id", grant.WorkOrderId), ("case_id", grant.CaseId),
        ("dwelling_key", (long)grant.DwellingKey), ("purpose", ContractReader.WordOf(grant.Purpose)),
        ("granted_at_ms", grant.GrantedAt?.ToUnixTimeMilliseconds() ?? 0), ("expires_at_ms", grant.ExpiresAt?.ToUnixTimeMilliseconds() ?? 0));

    private async Task<BulkReveal?> FindBulkAsync(DbConnection connection, string bulkId, CancellationToken cancellationToken)
    {
        BulkReveal bulk;
        await using (var command = connection.Command(database.Sql["FindBulkReveal"], ("bulk_id", bulkId)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            var decidedAt = reader.GetInt64(6);
            bulk = new BulkReveal(
                bulkId, reader.GetString(0), PurposeOf(reader.GetString(1)), reader.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                decidedAt == 0 ? null : reader.GetString(4), decidedAt == 0 ? null : reader.GetInt32(5) == 1, Instant(decidedAt), []);
        }

        return bulk with { Grants = await GrantsAsync(connection, "FindBulkGrants", ("bulk_id", bulkId), cancellationToken) };
    }

    private async Task<List<RevealGrant>> GrantsAsync(DbConnection connection, string statement, (string, object?) key, CancellationToken cancellationToken)
    {
        var grants = new List<RevealGrant>();
        await using var command = connection.Command(database.Sql[statement], key);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            grants.Add(new RevealGrant(
                reader.GetString(0), reader.GetString(1) is { Length: > 0 } bulk ? bulk : null, reader.GetString(2), reader.GetString(3), reader.GetString(4),
                (ulong)reader.GetInt64(5), PurposeOf(reader.GetString(6)), Instant(reader.GetInt64(7)), Instant(reader.GetInt64(8))));
        }

        return grants;
    }

    private static RevealPurpose PurposeOf(string word) => Enum.GetValues<RevealPurpose>().First(p => string.Equals(ContractReader.WordOf(p), word, StringComparison.Ordinal));

    private static DateTimeOffset? Instant(long ms) => ms == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    // Random, so that nobody can guess another's.
    private static string NewId() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12));
}
