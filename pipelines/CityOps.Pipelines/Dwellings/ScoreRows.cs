using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Models.Tabular;

namespace CityOps.Pipelines.Dwellings;

/// <summary>Lays scores out as rows of <c>dwelling_scores</c>.</summary>
internal static class ScoreRows
{
    private static readonly TimestampType Instant = new(TimeUnit.Millisecond, "UTC");

    public static RecordBatch Of(
        DwellingTable table, IReadOnlyList<DwellingRow> rows, FeatureMatrix contributions, IReadOnlyDictionary<int, int> explained, DateTimeOffset scoredAt, string version)
    {
        var (keys, newest, limits) = (new UInt64Array.Builder(), new UInt64Array.Builder(), new UInt16Array.Builder());
        var instants = new TimestampArray.Builder(Instant);
        var models = new StringArray.Builder();
        FloatArray.Builder Floats(Func<DwellingRow, float> value) => new FloatArray.Builder().AppendRange(rows.Select(value));
        var (water, electricity, gas) = (table.Column("water_coverage"), table.Column("electricity_coverage"), table.Column("gas_coverage"));
        var parts = new ListArray.Builder(FloatType.Default);
        var partValues = (FloatArray.Builder)parts.ValueBuilder;
        foreach (var row in rows)
        {
            keys.Append(row.Key);
            newest.Append(table.Newest[row.Index]);
            _ = row.LegalLimit is { } limit ? limits.Append((ushort)limit) : limits.AppendNull();
            instants.Append(scoredAt);
            models.Append(version);
            parts.Append();
            if (explained.TryGetValue(row.Index, out var at))
            {
                partValues.Append(contributions.Row(at));
            }
        }

        return new RecordBatch.Builder()
            .Append("dwelling_key", false, keys.Build())
            .Append("scored_at", false, instants.Build())
            .Append("model_version", false, models.Build())
            .Append("probability", false, Floats(r => r.Probability).Build())
            .Append("estimated_occupants", false, Floats(r => r.Occupants).Build())
            .Append("occupants_low", false, Floats(r => r.Low).Build())
            .Append("occupants_high", false, Floats(r => r.High).Build())
            .Append("legal_limit", true, limits.Build())
            .Append("water_coverage", false, Floats(r => water[r.Index]).Build())
            .Append("electricity_coverage", false, Floats(r => electricity[r.Index]).Build())
            .Append("gas_coverage", false, Floats(r => gas[r.Index]).Build())
            .Append("contributions", false, parts.Build())
            .Append("version", false, newest.Build())
            .Build();
    }
}
