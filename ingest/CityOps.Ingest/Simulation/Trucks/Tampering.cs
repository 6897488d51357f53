using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// Drivers who cut the power or the antenna of their terminal on some loaded trips, or make it stand still; and what looks like it: a loose contact, a tunnel in which only the wheels are counted, and a battery that the
/// workshop took off overnight.
/// </summary>
internal sealed class Tampering(bool tampers, SeededRandom random, TruckWitness witness)
{
    private const uint AntennaCut = 1u << 5;
    private const uint PowerLost = 1u << 8;

    private const double ShareOfTrips = 0.3;
    private const double FreezeShare = 0.4;
    private const double LooseShare = 0.001;
    private const double TunnelShare = 0.0005;
    private const double WorkshopShareOfStands = 0.003;

    private bool _wasLoaded;
    private bool _isUnlawful;
    private long _fromMs;
    private long _untilMs = long.MinValue;
    private long _workshopUntilMs = long.MinValue;
    private Place _place;
    private uint _alarms;
    private TruckPosition? _frozen;

    /// <summary>What the terminal tells of a position.</summary>
    public TruckPosition Of(in TruckState state, TruckPosition position)
    {
        Begin(state);
        if (state.AtMs < _workshopUntilMs && !state.Ignition)
        {
            return position with { Alarms = PowerLost };
        }

        if (state.AtMs >= _untilMs)
        {
            End();
            return random.Chance(LooseShare) ? position with { Alarms = AntennaCut } : position;
        }

        if (_alarms != 0)
        {
            return position with { Alarms = _alarms };
        }

        _frozen ??= position;
        return position with { Lon = _frozen.Lon, Lat = _frozen.Lat };
    }

    public void End()
    {
        if (_isUnlawful)
        {
            witness.Tell("tampering", _fromMs, _untilMs, 1, _place);
        }

        (_isUnlawful, _frozen) = (false, null);
    }

    private void Begin(in TruckState state)
    {
        var isLoaded = state.Fill > 0.5 && state.SpeedMs > 0;
        if (state.AtMs >= _untilMs && !_isUnlawful)
        {
            if (tampers && isLoaded && !_wasLoaded && random.Chance(ShareOfTrips))
            {
                Start(state, minutes: random.Between(3, 12), isUnlawful: true, alarms: random.Chance(FreezeShare) ? 0 : random.Chance(0.5) ? AntennaCut : PowerLost);
            }
            else if (state.SpeedMs > 0 && random.Chance(TunnelShare))
            {
                Start(state, minutes: random.Between(0.6, 1.6), isUnlawful: false, alarms: 0);
            }
        }

        if (!state.Ignition && state.AtMs >= _workshopUntilMs && random.Chance(WorkshopShareOfStands))
        {
            _workshopUntilMs = state.AtMs + (long)(random.Between(30, 120) * 60_000);
        }

        _wasLoaded = isLoaded || (_wasLoaded && state.Fill > 0.5);
    }

    private void Start(in TruckState state, double minutes, bool isUnlawful, uint alarms) =>
        (_fromMs, _untilMs, _isUnlawful, _alarms, _place, _frozen) = (state.AtMs, state.AtMs + (long)(minutes * 60_000), isUnlawful, alarms, state.Place, null);
}
