using CityOps.Ingest.Simulation.Households;

namespace CityOps.Ingest.Tests.Households;

/// <summary>A dwelling's mean day over a year, every tenth day played.</summary>
internal sealed record PlayedHome(DwellingPlan Plan, double Litres, double NightLitres, double Kwh, double WinterKwh, double Gas)
{
    private const ulong Seed = 11;

    public static List<PlayedHome> Play(int dwellings, Culture culture)
    {
        var options = HouseholdOptions.Default with { GroupRentalShare = 0.1, Culture = culture };
        var zone = TimeZoneInfo.FindSystemTimeZoneById(culture.TimeZone);
        var (calendar, climate) = (new Calendar(culture), new Climate(Seed, culture));
        var first = new DateOnly(2026, 1, 5);
        var days = Enumerable.Range(0, 36).Select(n => new DistrictDay(first.AddDays(n * 10), zone, calendar, climate, culture)).ToArray();
        var planner = new DwellingPlanner(Seed, options, first, first.AddDays(1));
        var homes = new PlayedHome[dwellings];
        Parallel.For(0, dwellings, () => new DwellingDay(), (index, _, play) =>
        {
            homes[index] = Play(planner.Plan(index), days, play);
            return play;
        }, _ => { });
        return [.. homes];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static PlayedHome Play(DwellingPlan plan, DistrictDay[] days, DwellingDay play)
    {
        var state = new HomeState();
        double litres = 0, night = 0, kwh = 0, winter = 0, gas = 0;
        foreach (var day in days)
        {
            play.Play(plan, Seed, District.TownOf(plan.Index), ref state, day);
            litres += play.Water.Total;
            night += play.Water.Hour(3) + play.Water.Hour(4);
            kwh += play.Electricity.Total;
            winter += day.Day.Month <= 2 ? play.Electricity.Total : 0;
            gas += play.Gas.Total;
        }

        return new PlayedHome(plan, litres / days.Length, night / days.Length, kwh / days.Length, winter / days.Count(d => d.Day.Month <= 2), gas / days.Length);
    }
}
