using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Dust;
using CityOps.Pipelines.Trucks.Scoring;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class DustSuspectTests
{
    private static readonly BoostedScore Model = BoostedScore.Train(ScoreKind.Dust, SomeDust.Examples(), seed: 1);

    [Fact]
    public void Passes_soon_after_each_other_are_one_episode_named_by_the_strongest()
    {
        var found = Assert.Single(Suspects([Pass(0, 115), Pass(10, 280, "pm-2"), Pass(15, 10)]));
        Assert.Equal((At(0), At(12), "pm-2"), (found.Finding.StartedAtMs, found.Finding.FinishedAtMs, found.SensorId));
        Assert.Equal("rise_ugm3", found.Contributions[0].Feature);
        Assert.Equal(2, Suspects([Pass(0, 115), Pass(40, 280)]).Count);
        Assert.Empty(Suspects([Pass(0, 10)]));
    }

    [Theory]
    [InlineData(280, 0.5, 0.75)]
    [InlineData(10, 0.0, 0.4)]
    public void What_the_rule_reported_keeps_its_beginning_and_is_ordered_by_the_score(double rise, double atLeast, double atMost)
    {
        var found = Assert.Single(Suspects([Pass(2, rise)], new DustIncident("t", At(1), At(4))));
        Assert.Equal(At(1), found.Finding.StartedAtMs);
        Assert.InRange(found.Score, atLeast, atMost);
    }

    [Fact]
    public void What_was_not_measured_and_what_is_of_another_truck_stays_as_it_is()
    {
        var found = Suspects([Pass(2, 10), Pass(50, 280)], new DustIncident("other", At(1), At(4)), new DustIncident("t", At(120), At(125)));
        Assert.Equal(At(50), Assert.Single(found).Finding.StartedAtMs);
    }

    [Fact]
    public void Two_episodes_that_one_incident_joins_are_one()
    {
        var found = Suspects([Pass(0, 280), Pass(40, 280)], new DustIncident("t", At(0), At(40)));
        Assert.Equal(At(0), Assert.Single(found).Finding.StartedAtMs);
    }

    private static List<ModelFinding> Suspects(DustPass[] passes, params DustIncident[] standing) => [.. DustSuspects.Of(passes, standing, Model, new TruckOptions())];

    private static DustPass Pass(double minute, double rise, string sensor = "pm-1")
    {
        var features = new float[ScoreKind.Dust.Features.Count];
        features[0] = (float)rise;
        return new DustPass("t", sensor, At(minute), At(minute + 2), SomeTruck.Lon, SomeTruck.Lat, rise, 60, Load.Full, new ScoredExample { Features = features });
    }

    private static long At(double minute) => SomeTruck.Start.AddMinutes(minute).ToUnixTimeMilliseconds();
}
