using CityOps.Ingest.Simulation.Households;

namespace CityOps.Ingest.Tests.Households;

/// <summary>What simulated homes use, beside what real ones do (figures of <see cref="HouseholdParameters"/>).</summary>
public sealed class HouseholdCalibrationTests
{
    private static readonly Lazy<List<PlayedHome>> Homes = new(() => PlayedHome.Play(3_000, Culture.Shanghai));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Families_use_the_litres_and_kilowatt_hours_of_homes_of_their_size(int people)
    {
        var families = Homes.Value.Where(h => h.Plan.Kind is DwellingKind.Family && h.Plan.Residents.Length == people).ToList();
        var (litres, kwh) = (PlayedHome.Median(families.Select(h => h.Litres)), 365 * PlayedHome.Median(families.Select(h => h.Kwh)));

        Assert.InRange(litres / HouseholdParameters.MedianLitresBySize[people - 1], 0.9, 1.1);
        Assert.InRange(kwh / (HouseholdParameters.MedianKwhBySizeUs[people - 1] * HouseholdParameters.ChinaFactor), 0.85, 1.15);
    }

    [Fact]
    public void Every_kind_that_the_parameters_name_lives_in_the_district()
    {
        var kinds = Homes.Value.Select(h => h.Plan.Kind).ToHashSet();

        Assert.Subset(kinds, HouseholdParameters.LookAlikes.Select(l => l.Kind).Append(DwellingKind.Family).ToHashSet());
        Assert.Subset(kinds, new HashSet<DwellingKind> { DwellingKind.BedLetting, DwellingKind.Subdivided, DwellingKind.StaffDormitory });
    }

    [Fact]
    public void Look_alikes_are_known_by_what_they_do()
    {
        Assert.Multiple(
            () => Exceeds(3, DwellingKind.Leak, h => h.NightLitres),
            () => Exceeds(1.6, DwellingKind.MultiGeneration, h => h.Litres),
            () => Exceeds(1.3, DwellingKind.ElectricHeating, h => h.WinterKwh),
            () => Exceeds(1.3, DwellingKind.ShopInFlat, h => h.Kwh),
            () => Exceeds(2.5, DwellingKind.Family, h => h.Litres, DwellingKind.Vacation),
            () => Exceeds(1.25, DwellingKind.Family, h => h.Gas / h.Plan.Residents.Length, DwellingKind.StaffDormitory));
    }

    [Fact]
    public void Group_rentals_are_not_told_by_litres_alone()
    {
        var rentals = PlayedHome.Median(Homes.Value.Where(h => h.Plan.Kind.IsGroupRental()).Select(h => h.Litres));
        var others = Homes.Value.Where(h => !h.Plan.Kind.IsGroupRental() && h.Plan.Residents.Length >= 5).Select(h => h.Litres).ToList();
        var above = others.Count(litres => litres > rentals) / (double)others.Count;

        Assert.True(above > 1 / 3.0, $"{above:F2} of lawful homes of five and more use more than the median group rental ({rentals:F0} L)");
        Assert.Contains(Homes.Value, h => h.Plan.Kind.IsGroupRental() && h.Plan.Residents.Length is 4 or 5);
    }

    private static void Exceeds(double times, DwellingKind kind, Func<PlayedHome, double> what, DwellingKind than = DwellingKind.Family)
    {
        var (more, less) = (Of(kind, what), Of(than, what));
        Assert.True(more > times * less, $"{kind} {more:F2}, {than} {less:F2}: not {times} times as much");
    }

    private static double Of(DwellingKind kind, Func<PlayedHome, double> what) => PlayedHome.Median(Homes.Value.Where(h => h.Plan.Kind == kind).Select(what));
}
