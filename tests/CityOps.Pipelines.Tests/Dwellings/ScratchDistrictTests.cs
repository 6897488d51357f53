using CityOps.Host.Training;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Dwellings.Training;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Dwellings;

/// <summary>What of a simulated district reaches the features, beside the readings.</summary>
public sealed class ScratchDistrictTests
{
    private static readonly DateOnly LastDay = new(2026, 7, 26);

    [Fact]
    public async Task Shared_meters_and_weak_links_of_a_hard_district_are_not_scoreable_and_signals_are_known()
    {
        var rows = await RowsAsync(600, new(StringComparer.Ordinal) { ["district"] = "hard", ["signals"] = "true" });

        // 5 % are on a master meter, and a wrong link is often a weak match.
        Assert.InRange(rows.IsScoreable.Count(s => !s) / 600.0, 0.04, 0.4);
        Assert.All(Column(rows, "signal_complaints"), value => Assert.True(float.IsFinite(value)));
        Assert.Contains(Column(rows, "signal_parcels_week"), value => value > 0);
    }

    [Fact]
    public async Task What_follows_the_weather_is_told_from_what_does_not()
    {
        var rows = await RowsAsync(400, new(StringComparer.Ordinal));
        var (whole, mild, perDegree) = (Column(rows, "electricity_kwh_day"), Column(rows, "electricity_mild_kwh"), Column(rows, "electricity_wh_per_degree_h"));

        Assert.All(perDegree.Where(float.IsFinite), value => Assert.True(value >= 0));
        Assert.All(whole.Zip(mild).Where(p => float.IsFinite(p.First)), p => Assert.True(p.Second <= p.First + 0.001f, $"{p.Second} of {p.First}"));

        // In July most homes cool: a good part of their electricity goes with the heat.
        Assert.InRange(perDegree.Count(value => value > 1) / (double)perDegree.Length, 0.5, 1);
        Assert.All(Column(rows, "signal_complaints"), value => Assert.Equal(float.NaN, value));
    }

    private static async Task<TrainingSet> RowsAsync(int dwellings, Dictionary<string, string> options)
    {
        await using var engine = await EngineFixture.StartAsync();
        var zone = ScoredDistrict.Zone;
        var window = DwellingWindow.EndingAt(DwellingWindow.StartOf(LastDay.AddDays(1), zone), zone, GroupRentalFeatures.WindowDays);
        var district = new ScratchDistrict(engine.Warehouse, new HouseholdTrainingDistrict(), zone, fewestPeers: 10);
        await district.PrepareAsync(TestContext.Current.CancellationToken);
        await district.LandAsync(new DistrictRequest(77, dwellings, window.From.AddHours(-1), window.To.AddHours(1), zone.Id, 0.05) { Options = options }, TestContext.Current.CancellationToken);
        return await district.RowsAsync(LastDay, "simulated", TestContext.Current.CancellationToken);
    }

    private static float[] Column(TrainingSet rows, string name)
    {
        var column = rows.Features.ColumnOf(name);
        return [.. Enumerable.Range(0, rows.Keys.Count).Select(row => rows.Features[row, column])];
    }
}
