using NodaTime;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>Writes down what was really unlawful, and which sensor failed, from a truck's true states; sensors, permits that came late and intentions do not matter here.</summary>
internal sealed class TruckWitness
{
    private const double CorridorM = TruckRegister.CorridorM;

    // As far as a truck may be beside its corridor, and out of its hours, before anybody would call it a violation.
    private const double BesideM = 30;
    private const double GraceMinutes = 15;
    // A truck that waits on its way goes on with the same violation.
    private const double WaitMs = 18 * 60_000;
    private const double DustPauseMs = 20 * 60_000;
    private const double LimitMs = TruckRegister.RoadLimitKmh / 3.6;

    private readonly SimulatedTruck _truck;
    private readonly TruckDistrict _district;
    private readonly DateTimeZone _zone;
    private readonly DetourBook _detours;
    private readonly ITruthSink _truth;
    private readonly TruthEpisode _offRoute;
    private readonly TruthEpisode _offHours;
    private readonly TruthEpisode _uncovered;
    private readonly TruthEpisode _speeding;
    private readonly TruthEpisode _dust;
    private readonly TruthEpisode _loadFault;

    public TruckWitness(SimulatedTruck truck, TruckDistrict district, DateTimeZone zone, DetourBook detours, ITruthSink truth)
    {
        (_truck, _district, _zone, _detours, _truth) = (truck, district, zone, detours, truth);
        void Say(string kind, long from, long to, Place place) => Tell(kind, from, to, 1, place);
        _offRoute = new TruthEpisode("off_route", 60_000, 120_000, Say);
        _offHours = new TruthEpisode("off_hours", 120_000, WaitMs, Say);
        _uncovered = new TruthEpisode("uncovered", 120_000, WaitMs, Say);
        _speeding = new TruthEpisode("speeding", 30_000, 60_000, Say);
        _dust = new TruthEpisode("dust", 0, DustPauseMs, Say);
        _loadFault = new TruthEpisode("device_fault", 60_000, WaitMs, Say);
    }

    public void See(in TruckState state)
    {
        var carries = state.Fill > 0.1 && _district.IsOutsideSites(state.Place, 0);
        var moves = carries && state.SpeedMs > 2.5;
        _offRoute.Take(state.AtMs, carries && FromRouteM(state.Place) > CorridorM + BesideM && !_detours.Holds(state.AtMs, state.Place), state.Place);
        _offHours.Take(state.AtMs, moves && OutOfHoursMinutes(state.AtMs) > GraceMinutes, state.Place);
        _uncovered.Take(state.AtMs, moves && state.LidOpen, state.Place);
        _loadFault.Take(state.AtMs, state.LoadFails, state.Place);
        _speeding.Take(state.AtMs, state.SpeedMs > (LimitMs * 1.1) + 1, state.Place);
    }

    /// <summary>Its dust reached somebody who breathes there.</summary>
    public void SeeDust(long atMs, Place place) => _dust.Take(atMs, isSo: true, place);

    public void End()
    {
        foreach (var episode in new[] { _offRoute, _offHours, _uncovered, _speeding, _dust, _loadFault })
        {
            episode.End();
        }
    }

    public void Tell(string kind, long from, long to, double value, Place place) => _truth.Write(new TruthRow(
        _truck.Id, DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to), kind, value, place.Lon, place.Lat));

    private double FromRouteM(Place place)
    {
        var metres = double.PositiveInfinity;
        for (var i = 1; i < _truck.Route.Count; i++)
        {
            metres = Math.Min(metres, place.DistanceToSegment(_truck.Route[i - 1], _truck.Route[i]));
        }

        return metres;
    }

    private double OutOfHoursMinutes(long atMs)
    {
        var local = Instant.FromUnixTimeMilliseconds(atMs).InZone(_zone).TimeOfDay;
        var time = new TimeOnly(local.Hour, local.Minute);
        return _truck.Window.Holds(time) ? 0 : Math.Min((time - _truck.Window.To).TotalMinutes, (_truck.Window.From - time).TotalMinutes);
    }
}
