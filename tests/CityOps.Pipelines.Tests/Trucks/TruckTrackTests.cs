using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class TruckTrackTests
{
    private const long Minute = 60_000;

    private readonly TruckTrack _track = new();
    private readonly List<TrackChange> _changes = [];
    private readonly RuleContext _context = new(new TruckOptions(), TimeZoneInfo.Utc);

    private List<TrackEvent> Events => [.. _changes.Where(c => !c.IsUndone).Select(c => c.Event)];

    [Fact]
    public void Between_two_stops_lies_a_trip()
    {
        foreach (var point in Stand(0, 6, 0).Concat(Drive(6, 0, 3_000)).Concat(Stand(12, 6, 3_000)).Append(SomeTruck.At(18 * Minute, 4_000)))
        {
            Take(point);
        }

        var stops = Events.Where(e => e.Stop is not null).Select(e => e.Stop!.Value.Stop).ToList();
        Assert.Equal([0, 12 * Minute], stops.Select(s => s.StartedAtMs));
        var trip = Assert.Single(Events, e => e.Trip is not null).Trip!.Value;
        Assert.Equal((stops[0].FinishedAtMs, stops[1].StartedAtMs), (trip.StartedAtMs, trip.FinishedAtMs));
        Assert.InRange(trip.DistanceM, 2_990, 3_010);
    }

    [Fact]
    public void A_point_that_comes_slightly_late_is_sorted_into_what_is_open()
    {
        Take(SomeTruck.At(0), SomeTruck.At(2 * Minute), SomeTruck.At(4 * Minute));
        Assert.Equal(Arrival.SortedIn, _track.Take(SomeTruck.At(3 * Minute), _context, _changes));
        Take(SomeTruck.At(6 * Minute, 500));
        Assert.Equal(4, Assert.Single(Events).Stop!.Value.Stop.Points);
    }

    [Fact]
    public void A_late_point_can_end_the_open_stop()
    {
        Take(SomeTruck.At(0), SomeTruck.At(5 * Minute), SomeTruck.At(9 * Minute));
        Assert.Equal(Arrival.SortedIn, _track.Take(SomeTruck.At(7 * Minute, 2_000), _context, _changes));
        Assert.Equal(7 * Minute, Assert.Single(Events).Stop!.Value.Stop.FinishedAtMs);
    }

    [Fact]
    public void A_point_from_before_what_was_emitted_changes_it()
    {
        Take(SomeTruck.At(0), SomeTruck.At(6 * Minute, 500), SomeTruck.At(7 * Minute, 900));
        Assert.Equal(6 * Minute, Assert.Single(Events).Stop!.Value.Stop.FinishedAtMs);
        _changes.Clear();
        Assert.Equal(Arrival.SortedIn, _track.Take(SomeTruck.At(3 * Minute, 250), _context, _changes));
        Assert.True(Assert.Single(_changes, c => c.Event.Stop is not null).IsUndone);
        Assert.Equal(Arrival.Duplicate, _track.Take(SomeTruck.At(7 * Minute, 900), _context, _changes));
    }

    [Fact]
    public void What_was_stored_in_a_silence_is_taken_hours_later()
    {
        Take(SomeTruck.At(0), SomeTruck.At(Minute, 300));
        for (var minute = 60; minute < 100; minute++)
        {
            Take(SomeTruck.At(minute * Minute, 20_000 + (minute * 300)));
        }

        _changes.Clear();
        for (var minute = 2; minute < 60; minute++)
        {
            var eastM = minute < 20 ? minute * 300 : minute < 30 ? 6_000 : 6_000 + ((minute - 29) * 300);
            Assert.Equal(Arrival.Resent, _track.Take(SomeTruck.At(minute * Minute, eastM), _context, _changes));
        }

        var stop = _changes.Last(c => c.Event.Stop?.Stop.StartedAtMs == 20 * Minute);
        Assert.Equal((30 * Minute, false), (stop.Event.Stop!.Value.Stop.FinishedAtMs, stop.IsUndone));
        Assert.Equal(10, stop.Event.Stop!.Value.Stop.Points);
        Assert.Equal(Arrival.Late, _track.Take(SomeTruck.At((61 * Minute) + 1), _context, _changes));
    }

    [Fact]
    public void A_point_older_than_the_allowed_lateness_is_late()
    {
        for (var minute = 0; minute <= 20; minute++)
        {
            Take(SomeTruck.At(minute * Minute));
        }

        for (var minute = 21; minute <= 40; minute++)
        {
            Take(SomeTruck.At(minute * Minute));
        }

        Assert.Equal(Arrival.Late, _track.Take(SomeTruck.At((8 * Minute) + 1), _context, _changes));
        Assert.Equal(Arrival.SortedIn, _track.Take(SomeTruck.At((30 * Minute) + 1), _context, _changes));
        Assert.InRange(_track.Window.Length, 1, 25);
    }

    [Fact]
    public void One_reading_of_the_load_sensor_changes_nothing_and_two_do()
    {
        var load = new LoadTracker();
        load.Take(Load.Full);
        load.Take(Load.Empty);
        load.Take(Load.Full);
        Assert.Equal(Load.Full, load.Load);
        load.Take(Load.Empty);
        load.Take(Load.Unknown);
        load.Take(Load.Empty);
        Assert.Equal(Load.Empty, load.Load);
    }

    private static IEnumerable<TrackPoint> Stand(double fromMinute, int minutes, double eastM) =>
        Enumerable.Range(0, minutes * 2).Select(i => SomeTruck.At((long)((fromMinute + (i / 2.0)) * Minute), eastM));

    private static IEnumerable<TrackPoint> Drive(double fromMinute, double fromM, double toM) =>
        Enumerable.Range(1, 11).Select(i => SomeTruck.At((long)((fromMinute + (i / 2.0)) * Minute), fromM + ((toM - fromM) * i / 12)));

    private void Take(params TrackPoint[] points)
    {
        foreach (var point in points)
        {
            Assert.Equal(Arrival.InOrder, _track.Take(point, _context, _changes));
        }
    }
}
