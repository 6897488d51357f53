using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Households;

namespace CityOps.Ingest.Tests.Households;

/// <summary>What simulated homes use, beside what real ones do (figures of <see cref="HouseholdParameters"/>).</summary>
public sealed class HouseholdCalibrationTests
{
    private static readonly Lazy<List<(DwellingPlan Plan, double Litres, double Kwh, double Gas, double Showers)>> Homes = new(Play);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Families_use_the_litres_of_real_homes_of_their_size(int people)
    {
        var litres = Median(Homes.Value.Where(h => h.Plan.Kind is DwellingKind.Family && h.Plan.Residents.Count == people).Select(h => h.Litres));

        Assert.InRange(litres / HouseholdParameters.MedianLitresBySize[people - 1], 0.88, 1.12);
    }

    [Fact]
    public void A_yearly_electricity_use_fits_a_flat()
    {
        var families = Homes.Value.Where(h => h.Plan.Kind is DwellingKind.Family).ToList();

        Assert.InRange(365 * Median(families.Select(h => h.Kwh)), 1_500, 4_000);
        Assert.InRange(365 * Median(families.Select(h => h.Gas)), 80, 400);
    }

    [Fact]
    public void Group_rentals_are_not_told_by_litres_alone()
    {
        var rentals = Homes.Value.Where(h => h.Plan.Kind.IsGroupRental()).Select(h => h.Litres).ToList();
        var lookAlikes = Homes.Value.Where(h => h.Plan.Kind is DwellingKind.MultiGeneration or DwellingKind.StudentSharers).Select(h => h.Litres).ToList();

        Assert.True(Median(rentals) > Median(Homes.Value.Select(h => h.Litres)));
        Assert.True(lookAlikes.Count(litres => litres > Median(rentals)) > lookAlikes.Count / 10);
    }

    private static List<(DwellingPlan Plan, double Litres, double Kwh, double Gas, double Showers)> Play()
    {
        var planner = new DwellingPlanner(11, 0.1);
        var climate = new Climate(11);
        var day = new DwellingDay();
        var first = new DateOnly(2026, 1, 1);
        var homes = new List<(DwellingPlan, double, double, double, double)>();
        for (var index = 0; index < 3_000; index++)
        {
            var plan = planner.Plan(index);
            double litres = 0, kwh = 0, gas = 0, showers = 0;
            const int Days = 36;
            for (var n = 0; n < Days; n++)
            {
                var date = first.AddDays(n * 10);
                day.Play(plan, date, climate.MeanC(date), SeededRandom.For(11, "test", (index * 1_000) + n));
                litres += day.Water.Sum();
                kwh += day.Electricity.Sum();
                gas += day.Gas.Sum();
                showers += day.Water.Count(w => w >= 40);
            }

            homes.Add((plan, litres / Days, kwh / Days, gas / Days, showers * 7 / Days));
        }

        foreach (var group in homes.GroupBy(h => h.Item1.Kind.IsGroupRental() ? "rental" : h.Item1.Kind is DwellingKind.Family ? $"family {h.Item1.Residents.Count}" : h.Item1.Kind.Word()).OrderBy(g => g.Key))
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{group.Key}: n={group.Count()} people={group.Average(h => h.Item1.Residents.Count):F1} litres={Median(group.Select(h => h.Item2)):F0} kWh={Median(group.Select(h => h.Item3)):F1} gas={Median(group.Select(h => h.Item4)):F2} shower hours/week={Median(group.Select(h => h.Item5)):F1}");
        }

        return homes;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
