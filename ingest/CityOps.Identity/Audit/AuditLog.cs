using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using CityOps.Contracts.Schema;
using CityOps.Identity.Storage;

namespace CityOps.Identity.Audit;

internal sealed class AuditLog(IdentityDatabase database, AuditChain chain, AuditAnchors anchors) : IAuditLog
{
    public async Task<AuditEntry> AppendAsync(AuditEvent happened, CancellationToken cancellationToken) =>
        (await chain.WriteAsync((_, _) => Task.FromResult<IReadOnlyList<AuditEvent>>([happened]), cancellationToken))[0];

    public Task AppendAsync(IReadOnlyList<AuditEvent> happened, CancellationToken cancellationToken) => chain.WriteAsync((_, _) => Task.FromResult(happened), cancellationToken);

    public async Task AppendOnceAsync(string source, long position, IReadOnlyList<AuditEvent> happened, CancellationToken cancellationToken)
    {
        if (happened.Count == 0)
        {
            return;
        }

        await chain.WriteAsync(
            async (connection, token) =>
            {
                if (await PositionAsync(connection, source, token) >= position)
                {
                    return [];
                }

                await connection.RunAsync(database.Sql["SetAuditPosition"], token, ("source", source), ("position", position));
                return happened;
            },
            cancellationToken);
    }

    public async Task<long> PositionOfAsync(string source, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await PositionAsync(connection, source, cancellationToken);
    }

    public async IAsyncEnumerable<AuditEntry> ReadAsync(long fromSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(database.Sql["ReadAudit"], ("sequence", fromSequence));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return Read(reader);
        }
    }

    public async Task<IReadOnlyList<AuditEntry>> FindAsync(AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            database.Sql["FindAudit"],
            ("before", before ?? long.MaxValue),
            ("actor", filter.Actor ?? ""),
            ("action", filter.Action is { } action ? ContractReader.WordOf(action) : ""),
            ("subject", filter.Subject ?? ""),
            ("subject_word", filter.Subject is { } subject ? Like(subject) + " %" : ""),
            ("case_id", filter.Case?.CaseId ?? ""),
            ("case_word", filter.Case is { } word ? Like(word.CaseId) + " %" : ""),
            ("case_orders", filter.Case is { } orders ? Like(orders.CaseId.Replace("CASE-", "WO-", StringComparison.Ordinal)) + "-%" : ""),
            ("case_key", filter.Case?.Subject ?? ""),
            ("case_key_word", filter.Case is { } key ? Like(key.Subject) + " %" : ""),
            ("about", filter.About is { } about ? $"%{Like(about)}%" : ""),
            ("since", filter.Since?.ToUnixTimeMilliseconds() ?? long.MinValue),
            ("until", filter.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue),
            ("limit", limit));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<AuditEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(Read(reader));
        }

        return entries;
    }

    public async Task<bool> HappenedAsync(string actor, AuditAction action, string subject, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(
            database.Sql["HappenedLately"], ("subject", subject), ("actor", AuditChain.ActorOf(actor)), ("action", ContractReader.WordOf(action)), ("since", since.ToUnixTimeMilliseconds()));
        return await command.ExecuteScalarAsync(cancellationToken) is not (null or DBNull);
    }

    public async Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken, params IReadOnlyList<string> anchorFiles)
    {
        // In this order: what is written meanwhile may have no anchor yet when anchors are read.
        var verifier = new AuditVerifier();
        try
        {
            var rows = new AuditRows(database);
            verifier.Expect(await rows.LastAsync(cancellationToken));
            verifier.Trust(anchors.Read(anchorFiles), anchors.HasHead);
            await verifier.CheckAsync(rows.ReadAsync(cancellationToken), cancellationToken);
        }
        catch (DbException failure)
        {
            verifier.Trust(anchors.Read(anchorFiles), anchors.HasHead);
            verifier.Stop(failure.Message);
        }

        return verifier.Result();
    }

    private async Task<long> PositionAsync(DbConnection connection, string source, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(database.Sql["ReadAuditPosition"], ("source", source));
        return await command.ExecuteScalarAsync(cancellationToken) is { } position and not DBNull ? Convert.ToInt64(position, CultureInfo.InvariantCulture) : 0;
    }

    // Backslash is the escape that FindAudit.sql names.
    private static string Like(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    internal static AuditEntry Read(DbDataReader reader) => new(
        reader.GetInt64(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), reader.GetString(2), reader.GetString(3),
        reader.GetString(4), reader.GetString(5), reader.GetString(6), reader.GetFieldValue<byte[]>(7), reader.GetFieldValue<byte[]>(8));
}
