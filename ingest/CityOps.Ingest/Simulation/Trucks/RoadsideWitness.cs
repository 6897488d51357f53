using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// What happens beside the road: loads that spill and blow away, cameras and citizens that notice it or believe they do, and detours that the traffic police orders, sometimes in the
/// register only afterwards.
/// </summary>
internal sealed class RoadsideWitness(Action<object, long> send, DetourBook detours)
{
    private const double LoadKg = 17_000;

    private const double LeastDetourM = 2_200;

    // Of dust. Assumed: of single muck trucks nobody published it. A covered one on clean wheels stirs up what lies on the road.
    private const double UnwashedShare = 0.05;
    private const double DryShare = 0.7;
    private const double SpillM = 1_500;
    private const double StirredUp = 25;

    private SimulatedTruck? _truck;
    private bool _spills;
    private double _spillKg;
    private double _raises;
    private double _spillRaises;
    private long _spillAt;
    private Place? _spilledAt;
    private int _sent;

    /// <summary>What was lost since it was last taken, as a share of a load.</summary>
    public double Spilled { get; private set; }

    /// <summary>What the truck raises where it is, as <see cref="TruckState.Dust"/>.</summary>
    public double DustAt(Place place, double speedMs, double fill)
    {
        if (speedMs <= 0)
        {
            return 0;
        }

        var spilt = _spilledAt is { } lost && lost.DistanceTo(place) < SpillM ? _spillRaises : 0;
        return fill > 0.1 ? Math.Max(_raises, spilt) : StirredUp;
    }

    public double TakeSpilled()
    {
        var spilled = Spilled;
        Spilled = 0;
        return spilled;
    }

    /// <summary>A loaded trip begins. Overloaded and open beds spill more, and so do rough roads; most that are one of these do not.</summary>
    public void Begin(SimulatedTruck truck, long atMs, bool uncovered, double fill, double roughness, SeededRandom random)
    {
        var chance = (0.015 + (uncovered ? 0.3 : 0) + (fill > 1.1 ? 0.3 : 0)) * (roughness > 1.4 ? 1.8 : 0.8);
        (_truck, _spills, _spilledAt, Spilled) = (truck, random.Chance(chance), null, 0);
        _spillKg = random.Between(300, 1_500);
        _spillAt = atMs + (long)(random.Between(2, 6) * 60_000);
        _raises = uncovered && random.Chance(DryShare) ? random.Between(400, 1_200) : random.Chance(UnwashedShare) ? random.Between(300, 900) : random.Between(StirredUp, 90);
        _spillRaises = random.Between(150, 600);
    }

    /// <summary>The loaded truck is somewhere on its way.</summary>
    public void Pass(in TruckState state, SeededRandom random, TruckWitness witness)
    {
        if (_spills && _spilledAt is null && state.AtMs >= _spillAt && state.SpeedMs > 2.5 && state.Fill > 0.5)
        {
            Spilled = _spillKg / LoadKg;
            _spilledAt = state.Place;
            witness.Tell("spillage", state.AtMs, state.AtMs + 60_000, Math.Round(_spillKg), state.Place);
            if (random.Chance(0.45))
            {
                Observe(ObservationKind.CameraSpill, state.Place, state.AtMs + 5_000, random.Between(0.5, 0.95), random);
            }

            if (random.Chance(0.35))
            {
                Observe(ObservationKind.CitizenReport, state.Place, state.AtMs + (long)(random.Between(5, 40) * 60_000), null, random);
            }
        }
    }

    public void End(SimulatedTruck truck, long atMs, SeededRandom random)
    {
        if (_truck == truck && !_spills && random.Chance(0.02))
        {
            // Mistaken for a spill: wet road, somebody else's.
            Observe(ObservationKind.CameraSpill, truck.Route[1], atMs - 300_000, random.Between(0.3, 0.75), random);
        }
    }

    /// <summary>The police sends the truck round, from now on and all the way; the register hears of it at once, or up to an hour afterwards.</summary>
    public void Divert(SimulatedTruck truck, long atMs, Place middle, SeededRandom random)
    {
        var area = Octagon.Around(middle, [truck.Route[1], truck.Route[2]], LeastDetourM);
        detours.Add(atMs, area);
        var from = DateTimeOffset.FromUnixTimeMilliseconds(atMs);
        var control = new Control(
            string.Create(CultureInfo.InvariantCulture, $"detour-{truck.Index}-{++_sent}"), ControlKind.Detour, area.Wkt, from, from.AddMilliseconds(DetourBook.DurationMs), "traffic police");
        send(control, random.Chance(0.6) ? atMs : atMs + (long)(random.Between(20, 60) * 60_000));
    }

    private void Observe(ObservationKind kind, Place place, long atMs, double? confidence, SeededRandom random)
    {
        var at = place.Shifted(random.Normal(0, 15), random.Normal(0, 15));
        var sensor = string.Create(CultureInfo.InvariantCulture, $"{kind.ToString().ToUpperInvariant()}-{(int)(place.East / 200)}-{(int)(place.North / 200)}");
        send(
            new RoadsideObservation(sensor, DateTimeOffset.FromUnixTimeMilliseconds(atMs / 1_000 * 1_000), at.Lon, at.Lat, kind, null, null, null, confidence is { } sure ? Math.Round(sure, 2) : null, null, null),
            atMs + 2_000);
    }
}
