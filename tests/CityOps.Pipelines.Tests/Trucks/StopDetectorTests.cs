using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class StopDetectorTests
{
    private const long Minute = 60_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Real_bus_tracks_yield_the_stops_of_the_reference(int run)
    {
        var reference = SharedTracks.References()[run];
        var options = new TruckOptions { StopDistanceM = reference.DistanceM, StopMinutes = reference.Minutes, GapMinutes = reference.GapMinutes };
        var tracks = SharedTracks.Read(reference.File, reference.File.StartsWith("bus14", StringComparison.Ordinal) ? "trip_id" : null);
        var found = tracks.SelectMany(t => Detect(t.Value, options, reference.IncludeLast).Select(stop => (t.Key, stop))).OrderBy(s => s.Key, StringComparer.Ordinal).ThenBy(s => s.stop.StartedAtMs).ToList();
        var expected = reference.Stops.OrderBy(s => s.Key, StringComparer.Ordinal).ThenBy(s => s.Stop.StartedAtMs).ToList();
        Assert.Equal(expected.Select(e => (e.Key, e.Stop.StartedAtMs, e.Stop.FinishedAtMs, e.Stop.Points)), found.Select(f => (f.Key, f.stop.StartedAtMs, f.stop.FinishedAtMs, f.stop.Points)));
        Assert.All(expected.Zip(found), pair =>
        {
            Assert.Equal(pair.First.Stop.Lon, pair.Second.stop.Lon, 9);
            Assert.Equal(pair.First.Stop.Lat, pair.Second.stop.Lat, 9);
        });
    }

    [Fact]
    public void A_stop_of_exactly_the_shortest_time_counts_and_ends_with_the_first_point_outside()
    {
        var stops = Detect([SomeTruck.At(0), SomeTruck.At(2 * Minute, 20), SomeTruck.At(5 * Minute, 500)], new TruckOptions(), includeLast: false);
        var stop = Assert.Single(stops);
        Assert.Equal((0, 5 * Minute, 2), (stop.StartedAtMs, stop.FinishedAtMs, stop.Points));
    }

    [Fact]
    public void A_stop_a_moment_too_short_does_not_count() =>
        Assert.Empty(Detect([SomeTruck.At(0), SomeTruck.At((5 * Minute) - 1, 500)], new TruckOptions(), includeLast: false));

    [Fact]
    public void A_silence_longer_than_the_gap_begins_anew() =>
        Assert.Empty(Detect([SomeTruck.At(0), SomeTruck.At(16 * Minute, 10), SomeTruck.At(17 * Minute, 500)], new TruckOptions(), includeLast: false));

    [Fact]
    public void A_silence_of_exactly_the_gap_does_not() =>
        Assert.Single(Detect([SomeTruck.At(0), SomeTruck.At(15 * Minute, 10), SomeTruck.At(17 * Minute, 500)], new TruckOptions(), includeLast: false));

    private static IReadOnlyList<Stop> Detect(IReadOnlyList<TrackPoint> points, TruckOptions options, bool includeLast) => TrackStops.Of(points, options, includeLast);
}
