using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental;
using CityOps.Pipelines.Dwellings.Training;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Dwellings;

/// <summary>How good the shipped model is where it was never trained: on a simulated district of another seed and season, and on real homes.</summary>
public sealed class ColdStartEvaluationTests
{
    [Fact]
    public async Task On_a_held_out_simulated_district_it_beats_the_plain_guesses()
    {
        await using var district = await ScoredDistrict.StartAsync(1_200, seed: 909, rentalShare: 0.05);
        var metrics = GroupRentalMetrics.Of(GroupRentalModel.Load(ColdStartModel.Archive()), district.Truth, district.Truth);
        TestContext.Current.TestOutputHelper?.WriteLine($"simulated: {metrics} AP by mix: {string.Join(", ", metrics.AveragePrecisionByMix)} MAE by mix: {string.Join(", ", metrics.MaeByMix)}");

        Assert.True(metrics.Mae < metrics.BaselineMae, $"{metrics.Mae} against {metrics.BaselineMae}");
        Assert.True(metrics.AveragePrecision > metrics.BestSingleAveragePrecision, $"{metrics.AveragePrecision} against {metrics.BestSingleAveragePrecision}");
        Assert.InRange(metrics.IntervalCoverage, 0.74, 0.88);
        Assert.InRange(metrics.CalibrationError, 0, 0.03);
    }

    [Fact]
    public async Task On_real_homes_more_people_are_estimated_where_more_live()
    {
        Assert.SkipWhen(RealHomes.Folder() is null, "../shared/data/water is absent.");
        await using var engine = await EngineFixture.StartAsync();
        var homes = new ScratchDistrict(engine.Warehouse, new RealHomes(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid"), fewestPeers: 10);
        await homes.PrepareAsync(CancellationToken.None);
        await homes.LandAsync(new DistrictRequest(0, 0, default, default, "Europe/Madrid", 0), CancellationToken.None);
        var model = GroupRentalModel.Load(ColdStartModel.Archive());
        var estimates = new Dictionary<ulong, List<(double Estimate, double Litres, double People)>>();
        for (var lastDay = new DateOnly(2016, 4, 10); lastDay < new DateOnly(2017, 5, 1); lastDay = lastDay.AddDays(28))
        {
            var rows = await homes.RowsAsync(lastDay, "real homes", CancellationToken.None);
            var scores = model.Score(rows.Features);
            var (litres, coverage) = (rows.Features.ColumnOf("water_l_day"), rows.Features.ColumnOf("water_coverage"));
            for (var i = 0; i < rows.Keys.Count; i++)
            {
                if (rows.Features[i, coverage] >= 0.5 && float.IsFinite(rows.Features[i, litres]) && float.IsFinite(rows.Occupants[i]))
                {
                    estimates.TryAdd(rows.Keys[i], []);
                    estimates[rows.Keys[i]].Add((scores.Occupants[i], rows.Features[i, litres], rows.Occupants[i]));
                }
            }
        }

        var home = estimates.Values.Select(w => (Estimate: w.Average(x => x.Estimate), Litres: w.Average(x => x.Litres), People: w[0].People)).ToList();
        bool[] four = [.. home.Select(h => h.People >= 4)];
        var auc = Ranking.RocAuc([.. home.Select(h => h.Estimate)], four);
        var single = Ranking.RocAuc([.. home.Select(h => h.Litres)], four);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"real homes {home.Count}: ROC-AUC of 4 or more {auc:F3}, of litres alone {single:F3}, MAE {home.Average(h => Math.Abs(h.Estimate - h.People)):F2}");

        Assert.True(auc > 0.7, $"{auc}");
    }
}
