using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Dust;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class DustTests : IDisposable
{
    private readonly Drive _drive = new();

    [Fact]
    public void A_rise_right_after_a_loaded_truck_passed_upwind_is_dust()
    {
        Pass(_drive.Knows("weather", Wind(270)), Read(4, 60), Read(5.5, 220));
        var dust = Assert.Single(_drive.Standing("dust"));
        Assert.Equal("t", dust.Subject);
        Assert.Contains("\"sensor_id\":\"pm-1\"", dust.Evidence, StringComparison.Ordinal);
        Assert.Contains("\"pm10_rise_ugm3\":", dust.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Readings_that_are_sent_again_change_nothing()
    {
        var (before, after) = (Read(4, 60), Read(5.5, 220));
        Pass(_drive.Knows("weather", Wind(270)), before, after);
        var first = _drive.Suspicions.ToList();
        _drive.Knows("roadside-observations", before, after, after).Takes(Drive.Points(20, 30));
        Assert.Equal(first, _drive.Suspicions);
    }

    [Theory]
    [InlineData("downwind")]
    [InlineData("empty")]
    [InlineData("too_little")]
    [InlineData("upwind_rose_too")]
    [InlineData("nothing_before")]
    [InlineData("rose_before_it_came")]
    [InlineData("passed_before_the_last_reading")]
    public void What_the_truck_did_not_raise_is_no_incident(string why)
    {
        _drive.Knows("weather", Wind(why is "downwind" ? 90 : 270));
        if (why is "upwind_rose_too")
        {
            _drive.Knows("roadside-observations", Aside(Read(3.5, 60, "pm-2", -400)), Aside(Read(5, 200, "pm-2", -400)));
        }

        if (why is "rose_before_it_came")
        {
            _drive.Knows("roadside-observations", Read(1, 60), Read(2.5, 60));
        }

        // The truck is beside a sensor 2,250 m back at minute 3 3/4 and out of its reach by minute 4.
        var eastM = why is "passed_before_the_last_reading" ? -700 : 250;
        var first = why switch
        {
            "nothing_before" => Read(5.4, 210),
            "rose_before_it_came" => Read(4, 210),
            "passed_before_the_last_reading" => Read(5.3, 60, eastM: eastM),
            _ => Read(4, 60),
        };
        Pass(_drive, first, Read(why is "passed_before_the_last_reading" ? 5.9 : 5.5, why is "too_little" ? 120 : 220, eastM: eastM), why is "empty" ? Load.Empty : Load.Full);
        Assert.Empty(_drive.Standing("dust"));
    }

    [Theory]
    [InlineData(92.0)]
    [InlineData(null)]
    public void In_humid_air_a_reading_alone_opens_nothing_and_with_a_camera_it_does(double? humidity)
    {
        var (before, after) = (Read(4, 60) with { HumidityPct = humidity }, Read(5.5, 900) with { HumidityPct = humidity });
        Pass(_drive.Knows("weather", Wind(270)), before, after);
        Assert.Empty(_drive.Standing("dust"));

        using var seen = new Drive();
        var camera = new RoadsideObservation("camera-1", SomeTruck.Start.AddMinutes(5), SomeTruck.East(3_050), SomeTruck.Lat, ObservationKind.CameraSpill, null, null, null, 0.8, null, null);
        Pass(seen.Knows("weather", Wind(270)).Knows("roadside-observations", camera), before, after);
        Assert.Single(seen.Standing("dust"));
    }

    [Theory]
    [InlineData(60.0, true)]
    [InlineData(92.0, false)]
    public void Where_a_sensor_tells_no_humidity_the_weather_station_does(double humidity, bool isDust)
    {
        Pass(_drive.Knows("weather", Wind(270) with { HumidityPct = humidity }), Read(4, 60) with { HumidityPct = null }, Read(5.5, 420) with { HumidityPct = null });
        Assert.Equal(isDust ? 1 : 0, _drive.Standing("dust").Count);
    }

    [Fact]
    public void Fog_that_lifts_a_reading_is_not_a_rise()
    {
        // 100 µg/m³ in dry air read 145 at 65 % and 227 at 84 %.
        Assert.InRange(Pm10Calibration.Dry(145, 65), 99, 101);
        Assert.InRange(Pm10Calibration.Dry(227, 84), 99, 101);
        Pass(_drive.Knows("weather", Wind(270)), Read(4, 145) with { HumidityPct = 65 }, Read(5.5, 235) with { HumidityPct = 84 });
        Assert.Empty(_drive.Standing("dust"));
    }

    [Fact]
    public void What_waits_survives_a_restart()
    {
        _drive.Knows("weather", Wind(270)).Takes(Drive.Points(0, 6)).Knows("roadside-observations", Read(4, 60), Read(5.5, 220));
        _drive.Restart().Knows("weather", Wind(270)).Takes(Drive.Points(6, 9));
        Assert.Single(_drive.Standing("dust"));
    }

    public void Dispose() => _drive.Dispose();

    private static void Pass(Drive drive, RoadsideObservation before, RoadsideObservation after, Load load = Load.Full) =>
        drive.Takes(Drive.Points(0, 6, (p, _) => p with { Load = load })).Knows("roadside-observations", before, after).Takes(Drive.Points(6, 9, (p, _) => p with { Load = load }));

    // At minute 5 1/2 the truck is at 3,300 m east; the sensor is a little before.
    private static RoadsideObservation Read(double minute, double ugM3, string sensor = "pm-1", double eastM = 250) => new(
        sensor, SomeTruck.Start.AddMinutes(minute), SomeTruck.East(3_000 + eastM), SomeTruck.Lat, ObservationKind.Pm10, ugM3, 50, null, null, null, null);

    // Too far from the road to have the truck pass by it.
    private static RoadsideObservation Aside(RoadsideObservation read) => read with { Lat = read.Lat + (300 / 111_195.0) };

    private static Weather Wind(double fromDeg) => new("w-1", SomeTruck.Start, SomeTruck.Lon, SomeTruck.Lat, null, null, null, 3, fromDeg);
}
