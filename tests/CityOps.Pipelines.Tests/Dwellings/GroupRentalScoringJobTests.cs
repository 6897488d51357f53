using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Dwellings.Evidence;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Tests.Dwellings;

/// <summary>400 dwellings, one in seventeen a group rental.</summary>
public sealed class DistrictOfRentals : IAsyncLifetime
{
    internal const int Dwellings = 400;

    private ScoredDistrict? _district;

    internal ScoredDistrict District => _district ?? throw new InvalidOperationException("The district has not been landed.");

    public async ValueTask InitializeAsync() => _district = await ScoredDistrict.StartAsync(Dwellings, seed: 42, rentalShare: 0.06, keepsHours: true);

    public ValueTask DisposeAsync() => District.DisposeAsync();
}

[Collection(nameof(GroupRentalScoringJobTests))]
public sealed class GroupRentalScoringJobTests(DistrictOfRentals rentals) : IClassFixture<DistrictOfRentals>
{
    private ScoredDistrict District => rentals.District;

    [Fact]
    public async Task Every_dwelling_is_scored_and_most_suspicions_are_group_rentals()
    {
        var (job, published) = await District.JobAsync();
        var clock = Stopwatch.StartNew();
        var summary = await job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);
        TestContext.Current.TestOutputHelper?.WriteLine($"scored {summary} in {clock.ElapsedMilliseconds} ms");

        Assert.Equal(DistrictOfRentals.Dwellings, summary.Scored + summary.NotScoreable);
        Assert.Equal(summary.Scored, await District.OneAsync<int>($"SELECT toInt32(count()) FROM dwelling_scores WHERE probability BETWEEN 0 AND 1 AND occupants_low <= occupants_high AND length(contributions) = {GroupRentalFeatures.Explained.Count}"));
        var guilty = District.Truth.Keys.Where((_, i) => District.Truth.Rental[i] > 0.5f).Select(k => k.ToString(CultureInfo.InvariantCulture)).ToHashSet();
        var right = published.All.Count(s => guilty.Contains(s.Subject));
        TestContext.Current.TestOutputHelper?.WriteLine($"{right} of {published.All.Count} suspicions right, {guilty.Count} group rentals");
        Assert.True(right > published.All.Count / 2, $"{right} of {published.All.Count}");
        Assert.True(right > guilty.Count / 3, $"{right} of {guilty.Count}");
    }

    [Fact]
    public async Task Scoring_again_changes_nothing()
    {
        var (job, published) = await District.JobAsync();
        const string Sums = "SELECT concat(toString(count()), ' ', toString(sum(cityHash64(*)))) FROM ";
        await job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);
        var (days, scores) = (await District.OneAsync<string>(Sums + "dwelling_days"), await District.OneAsync<string>(Sums + "dwelling_scores"));
        Contracts.Events.Suspicion[] first = [.. published.All];
        await job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);

        Assert.Equal(days, await District.OneAsync<string>(Sums + "dwelling_days"));
        Assert.Equal(scores, await District.OneAsync<string>(Sums + "dwelling_scores"));
        Assert.NotEmpty(first);
        Assert.Equal(first, published.All.Skip(first.Length));
    }

    [Fact]
    public async Task A_suspicion_carries_its_evidence_and_a_later_run_of_the_week_updates_it()
    {
        var (job, published) = await District.JobAsync();
        await job.ScoreAsync(ScoredDistrict.AsOf.AddDays(-1), CancellationToken.None);
        var before = published.All.ToDictionary(s => s.SuspicionId);
        await job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);

        var suspicion = published.All[^1];
        Assert.Matches("^group-rental-[0-9a-f]{16}-2026W22$", suspicion.SuspicionId);
        Assert.Contains(published.All.Skip(before.Count), s => before.TryGetValue(s.SuspicionId, out var older) && s.Revision > older.Revision);
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
    public async Task A_case_is_recomputed_to_the_bit_from_its_evidence_after_late_data_changed_the_window()
    {
        await using var district = await ScoredDistrict.StartAsync(150, seed: 42, rentalShare: 0.1, keepsHours: false);
        var (job, published) = await district.JobAsync();
        await job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);
        await district.Warehouse.ExecuteAsync("ALTER TABLE dwelling_days DELETE WHERE utility = 'water' SETTINGS mutations_sync = 1", WarehouseParameters.None, CancellationToken.None);

        var suspicion = published.All[0];
        var evidence = JsonDocument.Parse(suspicion.Evidence).RootElement;
        var model = GroupRentalModel.Load(ColdStartModel.Archive());
        Assert.Equal(suspicion.ModelVersion, model.Version);
        var again = model.Score(FeatureSnapshot.RowOf(evidence.GetProperty("features"), model.Manifest.Features));

        var stored = $"SELECT {{0}} FROM dwelling_scores WHERE dwelling_key = {suspicion.Subject}";
        Assert.Equal(await district.OneAsync<float>(string.Format(CultureInfo.InvariantCulture, stored, "probability")), again.Probability[0]);
        Assert.Equal(await district.OneAsync<float>(string.Format(CultureInfo.InvariantCulture, stored, "estimated_occupants")), again.Occupants[0]);
    }

    [Fact]
    public async Task A_suspicion_says_what_would_lower_its_score_and_by_how_much()
    {
        var (job, published) = await District.JobAsync();
        await job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);

        var evidence = published.All.Select(s => JsonDocument.Parse(s.Evidence).RootElement).ToList();
        var changes = evidence.SelectMany(e => e.GetProperty("what_would_change_it").EnumerateArray().Select(change => (Before: e.GetProperty("probability").GetDouble(), Change: change))).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', changes.Select(c => c.Change.GetProperty("en").GetString() + " " + c.Change.GetProperty("zh").GetString())));
        Assert.NotEmpty(changes);
        Assert.All(changes, c => Assert.True(c.Change.GetProperty("probability").GetDouble() < c.Before));
        Assert.All(evidence, e => Assert.InRange(e.GetProperty("what_would_change_it").GetArrayLength(), 0, 4));
        Assert.Contains(changes, c => c.Change.GetProperty("feature").GetString() is "registered_population");
        Assert.DoesNotContain(changes, c => c.Change.GetProperty("feature").GetString() is "rooms" or "water_coverage");
    }

    [Fact]
    public async Task No_run_makes_more_suspicions_than_it_may_and_the_most_probable_come_first()
    {
        var (job, published) = await District.JobAsync(new DwellingOptions { MaxSuspicionsPerRun = 3 });
        var summary = await job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);

        Assert.Equal(3, summary.Suspicions);
        Assert.Equal(published.All.Select(s => s.Score).OrderDescending(), published.All.Select(s => s.Score));
    }

    [Fact]
    public async Task A_random_share_comes_whatever_its_score_and_says_with_which_chance()
    {
        var (job, published) = await District.JobAsync(new DwellingOptions { MaxSuspicionsPerRun = 40, RandomShare = 0.75 });
        await job.ScoreAsync(ScoredDistrict.AsOf, CancellationToken.None);

        var byWhom = published.All.Select(s => JsonDocument.Parse(s.Evidence).RootElement).ToLookup(e => e.GetProperty("found_by").GetString());
        var (model, random) = (byWhom["model"].ToList(), byWhom["random"].ToList());
        Assert.Equal(published.All.Count, model.Count + random.Count);
        Assert.InRange(model.Count, 1, 10);
        Assert.InRange(random.Count, 10, 60);
        Assert.All(model, e => Assert.Equal(1, e.GetProperty("selection_probability").GetDouble()));
        var scored = await District.OneAsync<int>("SELECT toInt32(count()) FROM dwelling_scores");
        Assert.All(random, e => Assert.Equal(30.0 / (scored - model.Count), e.GetProperty("selection_probability").GetDouble(), 9));
        Assert.All(random, e => Assert.Equal("random_check", e.GetProperty("kind").GetString()));
        Assert.Contains(random, e => e.GetProperty("probability").GetDouble() < 0.05);
    }

    [Fact]
    public async Task A_window_that_was_hardly_read_is_not_scored()
    {
        var (job, _) = await District.JobAsync();
        var summary = await job.ScoreAsync(ScoredDistrict.AsOf.AddDays(20), CancellationToken.None);

        Assert.Equal((0, DistrictOfRentals.Dwellings, 0), (summary.Scored, summary.NotScoreable, summary.Suspicions));
    }
}
