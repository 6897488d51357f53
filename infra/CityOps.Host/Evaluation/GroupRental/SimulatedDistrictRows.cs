using CityOps.Host.Training;
using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental;
using CityOps.Models.GroupRental.Evaluation;
using CityOps.Models.Tabular;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Dwellings.Training;
using CityOps.Warehouse;

namespace CityOps.Host.Evaluation.GroupRental;

/// <summary>
/// Simulates a district in some earlier windows and in a later one, lands it in a scratch engine and reads back the product's features. What is learnt from lies in
/// some towns and the earlier windows, what is tested in others and the later one.
/// </summary>
internal sealed class SimulatedDistrictRows(IWarehouse scratch, TimeZoneInfo zone, DistrictPlan plan)
{
    /// <summary>
    /// Last days of the windows to learn from: the season of the later one a year before it, the height of that summer, and the latest that ends before it begins. Who learnt in spring alone mistakes what a hot June does to
    /// meters for people.
    /// </summary>
    private static readonly DateOnly[] Earlier = [new(2025, 6, 29), new(2025, 8, 31), new(2026, 4, 26)];
    private static readonly DateOnly Later = new(2026, 6, 28);

    public async Task<JudgedDistrict> ReadAsync(Action<double> progress, CancellationToken cancellationToken)
    {
        var district = new ScratchDistrict(scratch, new HouseholdTrainingDistrict(), zone, new DwellingOptions().FewestPeers);
        await district.PrepareAsync(cancellationToken);
        var (sets, oracles, windows) = (new List<TrainingSet>(), new List<FeatureMatrix>(), new List<DateOnly>());
        foreach (var lastDay in (DateOnly[])[.. Earlier, Later])
        {
            var window = DwellingWindow.EndingAt(DwellingWindow.StartOf(lastDay.AddDays(1), zone), zone, GroupRentalFeatures.WindowDays);
            var request = new DistrictRequest(plan.Seed, plan.Dwellings, window.From.AddDays(-plan.DaysBefore), window.To.AddHours(1), zone.Id, plan.RentalShare) { Options = plan.Options };
            await district.LandAsync(request, cancellationToken);
            progress(0.95 * (sets.Count + 1) / (Earlier.Length + 1));
            var rows = await district.RowsAsync(lastDay, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"simulated, seed {plan.Seed}, {plan.Dwellings} dwellings, 28 days to {lastDay:yyyy-MM-dd}"), cancellationToken);
            sets.Add(rows);
            oracles.Add(TrueOccupancy.Of(rows, district.TruthOf, window.FromDay, lastDay));
            windows.AddRange(Enumerable.Repeat(lastDay, rows.Keys.Count));
        }

        var all = TrainingSet.Join(sets);
        var split = PlaceAndTimeSplit.Of(all.Keys, [.. all.Groups.Select(g => g.Town)], windows, Later, plan.Seed);
        progress(1);
        return new JudgedDistrict(all, oracles[0] with { Values = [.. oracles.SelectMany(o => o.Values)] }, split);
    }
}

/// <summary>Which district is simulated.</summary>
/// <param name="DaysBefore">Days simulated before each window, for meters that are read every two months.</param>
/// <param name="Options">Of the simulator.</param>
internal sealed record DistrictPlan(ulong Seed, int Dwellings, double RentalShare, int DaysBefore, IReadOnlyDictionary<string, string> Options);
