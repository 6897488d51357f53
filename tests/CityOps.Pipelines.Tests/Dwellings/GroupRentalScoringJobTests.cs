using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.Dwellings;

namespace CityOps.Pipelines.Tests.Dwellings;

public sealed class GroupRentalScoringJobTests
{
    [Fact]
    public async Task Every_dwelling_is_scored_and_most_suspicions_are_group_rentals()
    {
        await using var district = await ScoredDistrict.StartAsync(400);
        var clock = Stopwatch.StartNew();
        var summary = await district.Job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);
        TestContext.Current.TestOutputHelper?.WriteLine($"scored {summary} in {clock.ElapsedMilliseconds} ms");

        Assert.Equal(400, summary.Scored + summary.NotScoreable);
        Assert.Equal(summary.Scored, await district.OneAsync<int>($"SELECT toInt32(count()) FROM dwelling_scores WHERE probability BETWEEN 0 AND 1 AND occupants_low <= occupants_high AND length(contributions) = {GroupRentalFeatures.Explained.Count}"));
        var rentals = district.Truth.Keys.Where((_, i) => district.Truth.Rental[i] > 0.5f).Select(k => k.ToString(CultureInfo.InvariantCulture)).ToHashSet();
        var right = district.Published.All.Count(s => rentals.Contains(s.Subject));
        TestContext.Current.TestOutputHelper?.WriteLine($"{right} of {district.Published.All.Count} suspicions right, {rentals.Count} group rentals");
        Assert.True(right > district.Published.All.Count / 2, $"{right} of {district.Published.All.Count}");
        Assert.True(right > rentals.Count / 3, $"{right} of {rentals.Count}");
    }

    [Fact]
    public async Task Scoring_again_changes_nothing()
    {
        await using var district = await ScoredDistrict.StartAsync(150, rentalShare: 0.1);
        const string Sums = "SELECT concat(toString(count()), ' ', toString(sum(cityHash64(*)))) FROM ";
        await district.Job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);
        var (days, scores) = (await district.OneAsync<string>(Sums + "dwelling_days"), await district.OneAsync<string>(Sums + "dwelling_scores"));
        Contracts.Events.Suspicion[] first = [.. district.Published.All];
        await district.Job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);

        Assert.Equal(days, await district.OneAsync<string>(Sums + "dwelling_days"));
        Assert.Equal(scores, await district.OneAsync<string>(Sums + "dwelling_scores"));
        Assert.NotEmpty(first);
        Assert.Equal(first, district.Published.All.Skip(first.Length));
    }

    [Fact]
    public async Task A_suspicion_carries_its_evidence_and_a_later_run_of_the_week_updates_it()
    {
        await using var district = await ScoredDistrict.StartAsync(150, rentalShare: 0.1);
        await district.Job.ScoreAsync(ScoredDistrict.AsOf.AddDays(-1), CancellationToken.None);
        var before = district.Published.All.ToDictionary(s => s.SuspicionId);
        await district.Job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);

        var suspicion = district.Published.All[^1];
        Assert.Matches("^group-rental-[0-9a-f]{16}-2026W22$", suspicion.SuspicionId);
        Assert.Contains(district.Published.All.Skip(before.Count), s => before.TryGetValue(s.SuspicionId, out var older) && s.Revision > older.Revision);
        var evidence = JsonDocument.Parse(suspicion.Evidence).RootElement;
        TestContext.Current.TestOutputHelper?.WriteLine(suspicion.Evidence);
        Assert.Equal(28, evidence.GetProperty("curves").GetProperty("daily").GetProperty("water").GetArrayLength());
        Assert.Equal(24, evidence.GetProperty("curves").GetProperty("hourly_profile").GetProperty("electricity").GetArrayLength());
        Assert.Equal(8, evidence.GetProperty("contributions").GetArrayLength());
        Assert.NotEmpty(evidence.GetProperty("contributions")[0].GetProperty("zh").GetString()!);
        Assert.Equal("simulated", evidence.GetProperty("model_origin").GetString());
        Assert.True(evidence.GetProperty("why_this_may_be_wrong").GetArrayLength() > 0);
    }

    [Fact]
    public async Task No_run_makes_more_suspicions_than_it_may_and_the_most_probable_come_first()
    {
        await using var district = await ScoredDistrict.StartAsync(150, rentalShare: 0.2, options: new DwellingOptions { MaxSuspicionsPerRun = 3 });
        var summary = await district.Job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);

        Assert.Equal(3, summary.Suspicions);
        Assert.Equal(district.Published.All.Select(s => s.Score).OrderDescending(), district.Published.All.Select(s => s.Score));
    }

    [Fact]
    public async Task A_window_that_was_hardly_read_is_not_scored()
    {
        await using var district = await ScoredDistrict.StartAsync(30);
        var summary = await district.Job.ScoreAsync(ScoredDistrict.AsOf.AddDays(20), CancellationToken.None);

        Assert.Equal((0, 30, 0), (summary.Scored, summary.NotScoreable, summary.Suspicions));
    }
}
