using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Dust;
using CityOps.Pipelines.Trucks.Scoring;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class DustPassTests
{
    [Fact]
    public void A_truck_is_nearest_between_two_positions_and_what_was_read_after_is_measured()
    {
        // Beside the sensor at minute 10 1/4: between the positions of minutes 10 and 10 1/2, 150 m from either.
        var pass = Assert.Single(Passes(SomeDust.Readings("pm-1", eastM: 6_150, passedMinute: 10.25, before: 60, after: 260), "t"));
        Assert.Equal(("t", "pm-1"), (pass.TruckId, pass.SensorId));
        Assert.InRange(pass.AtMs, SomeTruck.Start.AddMinutes(10.2).ToUnixTimeMilliseconds(), SomeTruck.Start.AddMinutes(10.3).ToUnixTimeMilliseconds());
        Assert.Equal(SomeTruck.Start.AddMinutes(11.25).ToUnixTimeMilliseconds(), pass.ReadAtMs);
        Assert.Equal((200, 60), (Math.Round(pass.RiseUgM3), Math.Round(pass.BackgroundUgM3)));
        Assert.Equal(20, Of(pass, "distance_m"), 0.5);
        Assert.Equal((200, 0, 60), (Of(pass, "rise_over_last_ugm3"), Of(pass, "rise_afterwards_ugm3"), Of(pass, "background_ugm3")));
        Assert.Equal(0, Of(pass, "other_trucks"));
        Assert.True(double.IsNaN(Of(pass, "off_wind_deg")));
        Assert.True(double.IsNaN(Of(pass, "rise_around_ugm3")));
        Assert.True(double.IsNaN(Of(pass, "rise_elsewhere_ugm3")));
    }

    [Fact]
    public void Sensors_around_are_told_apart_by_the_wind()
    {
        var observations = SomeDust.Readings("pm-1", 6_150, 10.25, 60, 260).Concat(SomeDust.Readings("west", 5_600, 10.25, 60, 90)).Concat(SomeDust.Readings("east", 6_700, 10.25, 60, 180)).ToList();
        var pass = Passes(observations, "t", Wind(fromDeg: 270)).Single(p => p.SensorId is "pm-1");
        Assert.Equal((120, 30, 120), (Of(pass, "rise_around_ugm3"), Of(pass, "rise_upwind_ugm3"), Of(pass, "rise_downwind_ugm3")));
        Assert.Equal(3, Of(pass, "wind_ms"));

        pass = Passes(observations, "t", Wind(fromDeg: 90)).Single(p => p.SensorId is "pm-1");
        Assert.Equal((120, 30), (Of(pass, "rise_upwind_ugm3"), Of(pass, "rise_downwind_ugm3")));
    }

    [Fact]
    public void Who_else_came_by_is_counted_and_who_came_nearer()
    {
        var passes = DustPasses.Of([Window("t"), Window("nearer", northM: 15), Window("later", startMinute: 20)], [.. SomeDust.Readings("pm-1", 6_150, 10.25, 60, 260)], []);
        Assert.Equal((1, 1), Counts(passes, "t"));
        Assert.Equal((1, 0), Counts(passes, "nearer"));
        Assert.DoesNotContain(passes, p => p.TruckId is "later");

        static (float, float) Counts(IReadOnlyList<DustPass> passes, string truck) => (Of(passes.Single(p => p.TruckId == truck), "other_trucks"), Of(passes.Single(p => p.TruckId == truck), "nearer_trucks"));
    }

    [Theory]
    [InlineData("nothing read before")]
    [InlineData("nothing read after")]
    [InlineData("out of reach")]
    [InlineData("silent while it came by")]
    public void What_cannot_be_measured_is_no_pass(string why)
    {
        var readings = SomeDust.Readings("pm-1", 6_150, 10.25, 60, 260).ToList();
        var passed = SomeTruck.Start.AddMinutes(10.25);
        readings.RemoveAll(r => why is "nothing read before" ? r.At < passed : why is "nothing read after" && r.At >= passed);
        var window = Window("t", northM: why is "out of reach" ? -200 : 0);
        window = why is "silent while it came by" ? window with { Points = [.. window.Points.Where(p => Math.Abs(p.AtMs - passed.ToUnixTimeMilliseconds()) > 90_000)] } : window;
        Assert.Empty(DustPasses.Of([window], readings, []));
    }

    private static IReadOnlyList<DustPass> Passes(IEnumerable<RoadsideObservation> observations, string truck, params Weather[] weather) => DustPasses.Of([Window(truck)], [.. observations], weather);

    private static LoadedWindow Window(string truck, double startMinute = 0, double northM = 0) => new(
        truck,
        [
            .. Enumerable.Range(0, 60).Select(i => new TrackPoint(
                SomeTruck.Start.AddMinutes(startMinute + (i / 2.0)).ToUnixTimeMilliseconds(), SomeTruck.East(i * 300), SomeTruck.Lat + (northM / Geodesy.MetresPerDegree), 0, Load.Full, Lid.Closed, Told.Unknown, Told.Unknown, 36)),
        ]);

    private static Weather Wind(double fromDeg) => new("w-1", SomeTruck.Start, SomeTruck.Lon, SomeTruck.Lat, null, null, null, 3, fromDeg);

    private static float Of(DustPass pass, string feature) => MathF.Round(pass.Measured.Features[ScoreKind.Dust.Features.ToList().IndexOf(feature)], 1);
}
