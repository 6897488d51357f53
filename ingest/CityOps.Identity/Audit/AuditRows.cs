using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using CityOps.Identity.Storage;

namespace CityOps.Identity.Audit;

/// <param name="Entry">Null where it cannot be read.</param>
/// <param name="Hash">As kept; null where it is none.</param>
/// <param name="Wrong">What of it nothing of ours ever wrote, in a clause; null: nothing.</param>
internal sealed record AuditLine(long Sequence, AuditEntry? Entry, byte[]? Hash, string? Wrong);

/// <summary>Reads entries for verification: one that no program of ours can have written is told of, and stops nothing.</summary>
internal sealed class AuditRows(IdentityDatabase database)
{
    /// <summary>The number of the last entry; 0 where there is none.</summary>
    public async Task<long> LastAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(database.Sql["LastAudit"]);
        return await command.ExecuteScalarAsync(cancellationToken) is { } last and not DBNull ? Convert.ToInt64(last, CultureInfo.InvariantCulture) : 0;
    }

    public async IAsyncEnumerable<AuditLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var odd = await OddAsync(connection, cancellationToken);
        await using var command = connection.Command(database.Sql["ReadAudit"], ("sequence", long.MinValue));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var sequence = reader.GetInt64(0);
            yield return Line(reader, sequence, odd.TryGetValue(sequence, out var column) ? $"its {column} is kept as another kind of value than it was written, so that searches pass over it" : null);
        }
    }

    private static AuditLine Line(DbDataReader reader, long sequence, string? wrong)
    {
        var hash = reader.GetValue(8) as byte[];
        try
        {
            return new AuditLine(sequence, AuditLog.Read(reader), hash, wrong);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidCastException or FormatException or InvalidOperationException or OverflowException)
        {
            return new AuditLine(sequence, null, hash, wrong ?? $"it cannot be read ({failure.Message.ReplaceLineEndings(" ")})");
        }
    }

    private async Task<Dictionary<long, string>> OddAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var odd = new Dictionary<long, string>();
        if (database.OddAuditSql is not { } sql)
        {
            return odd;
        }

        await using var command = connection.Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            odd[reader.GetInt64(0)] = reader.GetString(1);
        }

        return odd;
    }
}
