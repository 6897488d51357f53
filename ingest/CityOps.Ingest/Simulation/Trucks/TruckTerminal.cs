using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// What a truck's terminal makes of the truth: noise, now and then a jump of kilometres, a point sent twice, a sensor that does not know, and stretches without
/// signal whose points come late and all at once.
/// </summary>
internal sealed class TruckTerminal(string truckId, SeededRandom random)
{
    private const double NoiseM = 4;
    private const double JumpShare = 0.001;
    private const double TwiceShare = 0.002;
    private const double UnknownShare = 0.002;
    private const double BlindShare = 0.001;

    private long _blindUntil;

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
        var place = state.Place.Shifted(random.Normal(0, NoiseM), random.Normal(0, NoiseM));
        if (random.Chance(JumpShare))
        {
            place = place.Shifted(random.Between(-40_000, 40_000), random.Between(-40_000, 40_000));
        }

        var load = random.Chance(UnknownShare) ? Contracts.Events.Load.Unknown : LoadOf(state.Fill);
        return new TruckPosition(
            truckId,
            DateTimeOffset.FromUnixTimeMilliseconds(state.AtMs / 1_000 * 1_000),
            place.Lon,
            place.Lat,
            Math.Round(Math.Max(0, (state.SpeedMs * 3.6) + (state.SpeedMs > 0 ? random.Normal(0, 1) : 0)), 1),
            Math.Round(state.Course) % 360,
            Math.Round(random.Normal(6, 2)),
            state.Ignition,
            state.Lifting,
            Math.Round(14_000 + (17_000 * state.Fill) + random.Normal(0, 150)),
            Math.Round(state.SpeedMs > 0 ? random.Between(0.2, 1.1) : random.Between(0.01, 0.05), 3),
            0,
            StatusOf(state, load),
            load,
            state.LidOpen ? Lid.Open : Lid.Closed);
    }

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
