using CityOps.Host.Training;
using CityOps.Models.GroupRental;
using CityOps.Models.GroupRental.Occupancy;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Dwellings.Training;

namespace CityOps.Host.Evaluation.Occupancy;

/// <summary>
/// Lands metered homes in a scratch engine and reads back what the product's features say of each: the median over its 28-day windows, and beside it what the
/// shipped model, which never saw a real home, estimates.
/// </summary>
internal static class CountedHomesReader
{
    /// <summary>The shipped model's estimate, among the signs.</summary>
    public const string ShippedEstimate = "shipped_estimate";

    private const double FewestRead = 0.5;

    public static async Task<CountedHomes> ReadAsync(MeteredHomes homes, TimeZoneInfo zone, Action<double> progress, CancellationToken cancellationToken)
    {
        await using var scratch = await ScratchWarehouse.StartAsync(cancellationToken);
        var district = new ScratchDistrict(scratch.Warehouse, homes, zone, new DwellingOptions().FewestPeers);
        await district.PrepareAsync(cancellationToken);
        await district.LandAsync(new DistrictRequest(0, 0, default, default, zone.Id, 0), cancellationToken);
        progress(0.2);
        var windows = new Dictionary<ulong, List<(double People, double[] Signs)>>();
        var shipped = GroupRentalModel.Load(ColdStartModel.Archive());
        var first = LocalDay(homes.FirstReading, zone);
        var last = LocalDay(homes.LastReading, zone);
        for (var lastDay = first.AddDays(GroupRentalFeatures.WindowDays); lastDay < last; lastDay = lastDay.AddDays(GroupRentalFeatures.WindowDays))
        {
            var rows = await district.RowsAsync(lastDay, "metered homes", cancellationToken);
            Add(rows, shipped.Score(rows.Features, cancellationToken).Occupants, windows);
            progress(0.2 + (0.8 * (lastDay.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber)));
        }

        var areas = homes.FloorAreas.ToDictionary(a => ScratchKeys.Of(a.Key), a => a.Value);
        return new CountedHomes(
            [.. GroupRentalFeatures.Names, ShippedEstimate],
            [.. windows.OrderBy(w => w.Key).Select(w => new CountedHome(w.Key, w.Value[0].People, areas[w.Key], Medians([.. w.Value.Select(v => v.Signs)])))]);
    }

    private static void Add(TrainingSet rows, float[] estimates, Dictionary<ulong, List<(double People, double[] Signs)>> windows)
    {
        var (litres, coverage) = (rows.Features.ColumnOf("water_l_day"), rows.Features.ColumnOf("water_coverage"));
        for (var row = 0; row < rows.Keys.Count; row++)
        {
            if (rows.Features[row, coverage] < FewestRead || !float.IsFinite(rows.Features[row, litres]) || !float.IsFinite(rows.Occupants[row]))
            {
                continue;
            }

            if (!windows.TryGetValue(rows.Keys[row], out var its))
            {
                windows[rows.Keys[row]] = its = [];
            }

            var signs = new double[rows.Features.Width + 1];
            for (var column = 0; column < rows.Features.Width; column++)
            {
                signs[column] = rows.Features[row, column];
            }

            signs[^1] = estimates[row];
            its.Add((rows.Occupants[row], signs));
        }
    }

    private static double[] Medians(IReadOnlyList<double[]> windows)
    {
        var medians = new double[windows[0].Length];
        for (var sign = 0; sign < medians.Length; sign++)
        {
            var known = windows.Select(w => w[sign]).Where(double.IsFinite).Order().ToList();
            medians[sign] = known.Count == 0 ? double.NaN : (known[(known.Count - 1) / 2] + known[known.Count / 2]) / 2;
        }

        return medians;
    }

    private static DateOnly LocalDay(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
