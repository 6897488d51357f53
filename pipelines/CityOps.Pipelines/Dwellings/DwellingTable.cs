using CityOps.Models.GroupRental;
using CityOps.Models.Tabular;

namespace CityOps.Pipelines.Dwellings;

/// <summary>The features of all dwellings of a window, and what the register says of each, row by row in the order of their keys.</summary>
/// <param name="Peers">What the window's dwellings were held against.</param>
/// <param name="Newest">The newest source order that a row rests on.</param>
public sealed record DwellingTable(FeatureMatrix Features, PeerScales Peers, ulong[] Keys, ulong[] Newest, DwellingFacts[] Facts)
{
    /// <summary>A feature's values, one a row.</summary>
    public float[] Column(string feature)
    {
        var column = Features.ColumnOf(feature);
        var values = new float[Keys.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = Features[row, column];
        }

        return values;
    }
}

/// <summary>Where a dwelling is and how it is registered; empty where no register row exists.</summary>
/// <param name="HasSharedMeter">A meter of it also counts what other dwellings use.</param>
/// <param name="MatchConfidence">How sure the weakest link between its meters and it is, 0 to 1.</param>
/// <param name="BuiltYear">The year its building was finished; null where the register does not say.</param>
public readonly record struct DwellingFacts(
    string Town, string GridCell, string BuildingId, string Kinship, string Tenure, ulong H3, bool HasSharedMeter, float MatchConfidence, int? BuiltYear = null);
