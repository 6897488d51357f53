using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace CityOps.Pipelines.Dwellings;

/// <summary>Lays out how many dwellings could not be scored, by town and reason, as rows of <c>dwellings_not_scoreable</c>.</summary>
internal static class NotScoreableRows
{
    private static readonly TimestampType Instant = new(TimeUnit.Millisecond, "UTC");

    public static RecordBatch Of(IReadOnlyDictionary<(string Town, Scoreability Reason), int> counts, DateTimeOffset scoredAt, ulong version)
    {
        var (instants, versions) = (new TimestampArray.Builder(Instant), new UInt64Array.Builder());
        var (towns, reasons, dwellings) = (new StringArray.Builder(), new StringArray.Builder(), new UInt32Array.Builder());
        foreach (var ((town, reason), count) in counts.OrderBy(c => c.Key.Town, StringComparer.Ordinal).ThenBy(c => c.Key.Reason))
        {
            instants.Append(scoredAt);
            towns.Append(town);
            reasons.Append(JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));
            dwellings.Append((uint)count);
            versions.Append(version);
        }

        return new RecordBatch.Builder()
            .Append("scored_at", false, instants.Build())
            .Append("town", false, towns.Build())
            .Append("reason", false, reasons.Build())
            .Append("dwellings", false, dwellings.Build())
            .Append("version", false, versions.Build())
            .Build();
    }
}
