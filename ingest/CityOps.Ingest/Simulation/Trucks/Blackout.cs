namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>Drivers who cut their terminal off on some loaded trips, and never send what it did not: it is silent until the load is gone.</summary>
internal sealed class Blackout(bool goesDark, SeededRandom random, TruckWitness witness)
{
    private const double ShareOfTrips = 0.3;
    private const long LeastMs = 10 * 60_000;

    private bool _wasLoaded;
    private bool _isOff;
    private long _fromMs;
    private long _lastMs;
    private Place _place;

    /// <summary>Whether the terminal is silent at this state.</summary>
    public bool Covers(in TruckState state)
    {
        var isLoaded = state.Fill > 0.5 && state.SpeedMs > 0;
        if (isLoaded && !_wasLoaded && !_isOff && goesDark && random.Chance(ShareOfTrips))
        {
            (_isOff, _fromMs, _place) = (true, state.AtMs, state.Place);
        }
        else if (_isOff && state.Fill <= 0.1)
        {
            End();
        }

        _wasLoaded = isLoaded || (_wasLoaded && state.Fill > 0.5);
        _lastMs = state.AtMs;
        return _isOff;
    }

    public void End()
    {
        if (_isOff && _lastMs - _fromMs >= LeastMs)
        {
            witness.Tell("dark", _fromMs, _lastMs, 1, _place);
        }

        _isOff = false;
    }
}
