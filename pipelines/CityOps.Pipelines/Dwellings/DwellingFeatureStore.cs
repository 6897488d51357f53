using Apache.Arrow;
using CityOps.Models.GroupRental;
using CityOps.Models.Tabular;
using CityOps.Pipelines.Landing.Consumption;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Dwellings;

/// <summary>Merges a window's features from the daily partials, in the warehouse. Leaves scoring to others.</summary>
public sealed class DwellingFeatureStore(IWarehouse warehouse, TimeZoneInfo zone, int fewestPeers)
{
    private static readonly string FeaturesSql = SqlText.Read("Dwellings.Sql.Features.sql");

    private readonly DwellingDays _days = new(warehouse, zone);

    /// <summary>Brings the daily partials up to the hours that are there now.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => _days.SettleAsync(cancellationToken);

    /// <summary>The features of every dwelling of which anything was read in the window.</summary>
    public async Task<DwellingTable> ReadAsync(DwellingWindow window, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var parameters = ParametersOf(window, asOf, zone, fewestPeers);
        var (keys, newest, facts) = (new List<ulong>(), new List<ulong>(), new List<DwellingFacts>());
        var values = new List<float[]>();
        await foreach (var batch in warehouse.QueryArrowAsync(FeaturesSql, parameters, cancellationToken))
        {
            using (batch)
            {
                keys.AddRange(((UInt64Array)batch.Column("dwelling_key", StringComparer.Ordinal)).Values);
                newest.AddRange(((UInt64Array)batch.Column("newest", StringComparer.Ordinal)).Values);
                facts.AddRange(FactsOf(batch));
                values.Add(FeaturesOf(batch));
            }
        }

        var features = Joined(values);
        var peers = PeerScales.Of(features, keys);
        Parallel.For(0, features.Rows, row => peers.Fill(features.Values.AsSpan(row * features.Width, features.Width)));
        return new DwellingTable(features, peers, [.. keys], [.. newest], [.. facts]);
    }

    /// <summary>What the query of the features asks for.</summary>
    internal static WarehouseParameters ParametersOf(DwellingWindow window, DateTimeOffset asOf, TimeZoneInfo zone, int fewestPeers) => new()
    {
        ["from_day"] = window.FromDay,
        ["to_day"] = window.ToDay,
        ["as_of"] = asOf.UtcDateTime,
        ["from"] = window.From.UtcDateTime,
        ["to"] = window.To.UtcDateTime,
        ["zone"] = zone.Id,
        ["fewest_peers"] = (uint)fewestPeers,
    };

    private static FeatureMatrix Joined(List<float[]> parts)
    {
        var (all, at) = (new float[parts.Sum(p => p.Length)], 0);
        foreach (var part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return new FeatureMatrix(GroupRentalFeatures.Names, all);
    }

    // What is measured; how far it lies beyond the peers is filled when all of them are known.
    private static float[] FeaturesOf(RecordBatch batch)
    {
        var (measured, width) = (GroupRentalFeatures.Measured, GroupRentalFeatures.All.Count);
        var values = new float[batch.Length * width];
        for (var column = 0; column < measured.Count; column++)
        {
            var from = ((FloatArray)batch.Column(measured[column].Name, StringComparer.Ordinal)).Values;
            for (var row = 0; row < from.Length; row++)
            {
                values[(row * width) + column] = from[row];
            }
        }

        return values;
    }

    private static DwellingFacts[] FactsOf(RecordBatch batch)
    {
        var facts = new DwellingFacts[batch.Length];
        var h3 = ((UInt64Array)batch.Column("h3", StringComparer.Ordinal)).Values;
        var shared = ((UInt8Array)batch.Column("has_shared_meter", StringComparer.Ordinal)).Values;
        var confidence = ((FloatArray)batch.Column("match_confidence", StringComparer.Ordinal)).Values;
        var built = ((UInt16Array)batch.Column("built_year", StringComparer.Ordinal)).Values;
        for (var row = 0; row < facts.Length; row++)
        {
            facts[row] = new DwellingFacts(
                Text("town", row), Text("grid_cell", row), Text("building_id", row), Text("kinship", row), Text("tenure", row), h3[row], shared[row] > 0, confidence[row],
                built[row] > 0 ? built[row] : null);
        }

        return facts;

        string Text(string column, int row) => ((StringArray)batch.Column(column, StringComparer.Ordinal)).GetString(row) ?? "";
    }
}
