using CityOps.Models.Evaluation;
using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental;

/// <summary>
/// How far each reading lies from those of dwellings with as many rooms in the same window: (value − their median) / (their 90th − their 10th percentile). What a season, a hot week or a layout does to
/// everybody falls out, so that what was learnt in one season holds in another. A dwelling whose rooms nobody knows has no peers, and a reading that hardly differs among them no scale.
/// </summary>
public sealed class PeerScales
{
    /// <summary>With fewer peers the percentiles would say more of them than of the season. Fixed, since a model learnt what these columns mean; how many peers a reviewer is shown is a district's choice.</summary>
    public const int FewestPeers = 50;

    // Of so many, of all layouts together, the percentiles are known well; always the same ones, evenly from all.
    private const double MostSampled = 80_000;
    private const ulong SampleSeed = 29;
    private const int LargestLayout = 4;
    private const float LeastSpread = 1e-6f;

    private readonly Scale?[][] _scales;
    private readonly int _rooms;

    private PeerScales(Scale?[][] scales, int rooms)
    {
        _scales = scales;
        _rooms = rooms;
    }

    /// <param name="rows">Every dwelling of the window: the columns of <see cref="GroupRentalFeatures.Measured"/>, and others behind them.</param>
    public static PeerScales Of(FeatureMatrix rows, IReadOnlyList<ulong> keys)
    {
        var rooms = rows.ColumnOf("rooms");
        var scales = new Scale?[LargestLayout][];
        var sample = HouseholdSplit.Rows(keys, SampleSeed, 0, MostSampled / Math.Max(1, keys.Count));
        foreach (var peers in sample.Where(row => LayoutOf(rows[row, rooms]) >= 0).GroupBy(row => LayoutOf(rows[row, rooms])))
        {
            var its = scales[peers.Key] = new Scale?[GroupRentalFeatures.Scaled.Count];
            Parallel.For(0, its.Length, at => its[at] = Scale.Of([.. peers.Select(row => rows[row, GroupRentalFeatures.Scaled[at]]).Where(float.IsFinite)]));
        }

        return new PeerScales([.. scales.Select(s => s ?? [])], rooms);
    }

    /// <summary>Fills the columns of <see cref="GroupRentalFeatures.BeyondPeers"/> from those before them; NaN where one is not known.</summary>
    public void Fill(Span<float> row)
    {
        var beyond = row[GroupRentalFeatures.Measured.Count..];
        if (LayoutOf(row[_rooms]) is not (var layout and >= 0) || _scales[layout].Length == 0)
        {
            beyond.Fill(float.NaN);
            return;
        }

        var (scales, columns) = (_scales[layout], GroupRentalFeatures.Scaled);
        for (var at = 0; at < columns.Count; at++)
        {
            beyond[at] = scales[at] is { } scale ? (row[columns[at]] - scale.Median) / scale.Spread : float.NaN;
        }
    }

    private static int LayoutOf(float rooms) => rooms >= 1 ? Math.Min((int)rooms, LargestLayout) - 1 : -1;

    private readonly record struct Scale(float Median, float Spread)
    {
        public static Scale? Of(float[] values)
        {
            if (values.Length < FewestPeers)
            {
                return null;
            }

            Array.Sort(values);
            var spread = At(0.9) - At(0.1);
            return spread > LeastSpread ? new Scale(At(0.5), spread) : null;

            float At(double share) => values[(int)(share * (values.Length - 1))];
        }
    }
}
