using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// What happens beside the road: loads that spill, cameras, citizens and dust sensors that notice it or believe they do, and detours that the traffic police orders, sometimes in the
/// register only afterwards.
/// </summary>
internal sealed class RoadsideWitness(Action<object, long> send, DetourBook detours)
{
    private const double BackgroundPm10 = 60;
    private const double LoadKg = 17_000;

    private SimulatedTruck? _truck;
    private bool _spills;
    private double _spillKg;
    private double _dust;
    private long _sensedAt;
    private long _spillAt;
    private Place? _spilledAt;
    private int _sent;

    /// <summary>What was lost since it was last taken, as a share of a load.</summary>
    public double Spilled { get; private set; }

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
        _dust = BackgroundPm10 + (20 * random.NextDouble());
        _sensedAt = 0;
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
                Observe(ObservationKind.CameraSpill, state.Place, state.AtMs + 5_000, 0, random.Between(0.5, 0.95), random);
            }

            if (random.Chance(0.35))
            {
                Observe(ObservationKind.CitizenReport, state.Place, state.AtMs + (long)(random.Between(5, 40) * 60_000), 0, null, random);
            }
        }

        // One dust sensor a few minutes: what it reads follows the air more than the truck.
        if (state.SpeedMs > 0 && state.AtMs - _sensedAt > 180_000)
        {
            _sensedAt = state.AtMs;
            var rise = _spilledAt is { } place && place.DistanceTo(state.Place) < 1_500 ? random.Between(30, 150) : 0;
            Observe(ObservationKind.Pm10, state.Place, state.AtMs - 60_000, _dust + random.Normal(0, 10), null, random);
            Observe(ObservationKind.Pm10, state.Place, state.AtMs + 60_000, _dust + rise + random.Normal(0, 10) + (random.Chance(0.05) ? 60 : 0), null, random);
        }
    }

    public void End(SimulatedTruck truck, long atMs, SeededRandom random)
    {
        if (_truck == truck && !_spills && random.Chance(0.02))
        {
            // Mistaken for a spill: wet road, somebody else's.
            Observe(ObservationKind.CameraSpill, truck.Route[1], atMs - 300_000, 0, random.Between(0.3, 0.75), random);
        }
    }

    /// <summary>The police sends the truck round; the register hears of it before, or up to an hour afterwards.</summary>
    public void Divert(SimulatedTruck truck, long atMs, Place middle, SeededRandom random)
    {
        var fromMs = atMs - 600_000;
        detours.Add(fromMs, middle);
        var from = DateTimeOffset.FromUnixTimeMilliseconds(fromMs);
        var control = new Control(
            string.Create(CultureInfo.InvariantCulture, $"detour-{truck.Index}-{++_sent}"), ControlKind.Detour, $"POLYGON (({string.Join(", ", DetourBook.Corners(middle))}))", from, from.AddMilliseconds(DetourBook.DurationMs), "traffic police");
        send(control, random.Chance(0.6) ? atMs : atMs + (long)(random.Between(20, 60) * 60_000));
    }

    private void Observe(ObservationKind kind, Place place, long atMs, double value, double? confidence, SeededRandom random)
    {
        var at = place.Shifted(random.Normal(0, 15), random.Normal(0, 15));
        var sensor = string.Create(CultureInfo.InvariantCulture, $"{kind.ToString().ToUpperInvariant()}-{(int)(place.East / 200)}-{(int)(place.North / 200)}");
        send(
            new RoadsideObservation(sensor, DateTimeOffset.FromUnixTimeMilliseconds(atMs / 1_000 * 1_000), at.Lon, at.Lat, kind, Math.Round(value, 1), 60, null, confidence is { } sure ? Math.Round(sure, 2) : null, null, null),
            atMs + 2_000);
    }
}
