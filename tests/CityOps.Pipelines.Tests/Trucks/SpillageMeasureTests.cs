using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Scoring;
using CityOps.Pipelines.Trucks.Spillage;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class SpillageMeasureTests
{
    [Theory]
    [InlineData(60, 160, 100)]
    [InlineData(60, 62, 2)]
    public void Dust_is_the_rise_at_one_sensor_after_the_pass(double before, double after, double rise) =>
        Assert.Equal(rise, DustOf(Read("pm-1", -2, before), Read("pm-1", 2, after), Read("pm-2", -2, 300)), 1);

    [Fact]
    public void Air_that_grew_humid_is_no_dust() => Assert.InRange(DustOf(Read("pm-1", -2, 145, humidity: 65), Read("pm-1", 2, 227, humidity: 84)), -1, 1);

    [Fact]
    public void Readings_of_other_hours_and_of_one_side_of_the_pass_alone_say_nothing()
    {
        Assert.True(double.IsNaN(DustOf(Read("pm-1", -2, 60), Read("pm-1", 7, 400))));
        Assert.True(double.IsNaN(DustOf(Read("pm-1", -180, 60), Read("pm-2", 2, 400))));
    }

    private static double DustOf(params RoadsideObservation[] seen)
    {
        var points = Enumerable.Range(-8, 17).Select(i => new TrackPoint(
            SomeTruck.Start.AddSeconds(i * 30).ToUnixTimeMilliseconds(), SomeTruck.East(i * 200), SomeTruck.Lat, 0, Load.Full, Lid.Closed, Told.Unknown, Told.Unknown, 24, float.NaN, float.NaN)).ToList();
        var example = SpillageMeasures.Of(new LoadedWindow("t", points), new ObservationIndex(seen));
        return example.Features[ScoreKind.Spillage.Features.ToList().IndexOf("pm10_rise")];
    }

    // Beside the road where the truck is at its start.
    private static RoadsideObservation Read(string sensor, double minutes, double ugM3, double humidity = 50) => new(
        sensor, SomeTruck.Start.AddMinutes(minutes), SomeTruck.East(20), SomeTruck.Lat, ObservationKind.Pm10, ugM3 * (humidity == 50 ? 1 + (0.4 / 1.65) : 1), humidity, null, null, null, null);
}
