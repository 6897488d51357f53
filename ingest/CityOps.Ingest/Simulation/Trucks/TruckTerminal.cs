using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// What a truck's terminal makes of the truth: noise, now and then a jump of kilometres, a point sent twice, a sensor that does not know, and stretches without
/// signal whose points come late and all at once.
/// </summary>
internal sealed class TruckTerminal(string truckId, SeededRandom random, TruckHabits habits)
{
    // Fitted to real tracks at 1 to 5 s: receivers filter, so that neighbours differ by little (0.3 to 0.7 m by second differences) while all of them are off by a slowly
    // changing few metres; 0.1 % of points lie elsewhere.
    private const double JitterM = 0.7;
    private const double DriftM = 4;
    private const double DriftKept = 0.9;

    // Between high houses a track is shifted for some points on end.
    private const double CanyonShare = 0.0015;
    private const double CanyonFromM = 60;
    private const double CanyonToM = 320;

    private const double GlitchShare = 0.0015;
    private const double SpikeShare = 0.001;
    private const double LidFlickerShare = 0.15;
    private const double JumpShare = 0.001;
    private const double TwiceShare = 0.002;
    private const double UnknownShare = 0.002;
    private const double BlindShare = 0.001;

    private long _blindUntil;
    private long _canyonUntil;
    private double _canyonEast;
    private double _canyonNorth;
    private double _driftEast;
    private double _driftNorth;

    /// <summary>When a point that was measured now arrives, milliseconds since 1970-01-01T00:00:00Z.</summary>
    public long ArrivalOf(long atMs)
    {
        if (atMs >= _blindUntil && random.Chance(BlindShare))
        {
            _blindUntil = atMs + (long)(random.Between(2, 12) * 60_000);
        }

        return Math.Max(atMs + 1_000, _blindUntil);
    }

    public bool SendsTwice() => random.Chance(TwiceShare);

    public TruckPosition Measure(TruckState state)
    {
        var place = Receive(state);
        if (random.Chance(JumpShare))
        {
            place = place.Shifted(random.Between(-40_000, 40_000), random.Between(-40_000, 40_000));
        }

        var load = random.Chance(UnknownShare) || !habits.TellsLoad ? Contracts.Events.Load.Unknown
            : state.LoadFails || random.Chance(GlitchShare) ? Contracts.Events.Load.Empty
            : LoadOf(state.Fill);
        var lidOpen = state.LidOpen || habits.LidIsStuck || (habits.LidFlickers && random.Chance(LidFlickerShare));
        var spike = random.Chance(SpikeShare) && state.SpeedMs > 0 ? 45 : 0;
        return new TruckPosition(
            truckId,
            DateTimeOffset.FromUnixTimeMilliseconds(state.AtMs / 1_000 * 1_000),
            place.Lon,
            place.Lat,
            Math.Round(Math.Max(0, (state.SpeedMs * 3.6) + (state.SpeedMs > 0 ? random.Normal(0, 1) + spike : 0)), 1),
            Math.Round(state.Course) % 360,
            Math.Round(random.Normal(6, 2)),
            state.Ignition,
            state.Lifting,
            Math.Round(14_000 + (17_000 * state.Fill) + random.Normal(0, 150)),
            Math.Round(state.SpeedMs > 0 ? random.Between(0.2, 1.1) * state.Roughness : random.Between(0.01, 0.05), 3),
            0,
            StatusOf(state, load),
            load,
            lidOpen ? Lid.Open : Lid.Closed);
    }

    private Place Receive(in TruckState state)
    {
        (_driftEast, _driftNorth) = (Drift(_driftEast), Drift(_driftNorth));
        if (state.AtMs >= _canyonUntil && state.SpeedMs > 0 && random.Chance(CanyonShare))
        {
            _canyonUntil = state.AtMs + (long)(random.Between(15, 50) * 1_000);
            var (angle, metres) = (random.Between(0, 2 * Math.PI), random.Between(CanyonFromM, CanyonToM));
            (_canyonEast, _canyonNorth) = (metres * Math.Cos(angle), metres * Math.Sin(angle));
        }

        var place = state.Place.Shifted(_driftEast + random.Normal(0, JitterM), _driftNorth + random.Normal(0, JitterM));
        return state.AtMs < _canyonUntil ? place.Shifted(_canyonEast, _canyonNorth) : place;
    }

    private double Drift(double metres) => (metres * DriftKept) + random.Normal(0, DriftM * Math.Sqrt(1 - (DriftKept * DriftKept)));

    private static Load LoadOf(double fill) => fill switch
    {
        < 0.1 => Contracts.Events.Load.Empty,
        < 0.8 => Contracts.Events.Load.Half,
        _ => Contracts.Events.Load.Full,
    };

    // JT/T 808: bit 0 ignition, bit 1 fixed, bits 8-9 load (00 empty, 01 half, 11 full).
    private static long StatusOf(TruckState state, Load load) => (state.Ignition ? 1 : 0) | 2 | (load switch
    {
        Contracts.Events.Load.Half => 1,
        Contracts.Events.Load.Full => 3,
        _ => 0,
    } << 8);
}
