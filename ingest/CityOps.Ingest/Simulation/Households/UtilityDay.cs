namespace CityOps.Ingest.Simulation.Households;

/// <summary>What flows through one meter in a day, in steps of five minutes. Reused day after day.</summary>
public sealed class UtilityDay
{
    private const int StepsPerHour = 12;
    private const double SecondsPerStep = 300;
    private readonly double[] _steps = new double[25 * StepsPerHour];
    private DayClock _clock = new(default, 24, 24, 0);

    public void Clear(DayClock clock)
    {
        _clock = clock;
        Array.Clear(_steps);
    }

    public double Total => Before(_clock.Hours * 3_600);

    /// <summary>Adds an amount that begins at a time on the wall and is spread evenly over some hours; what passes midnight falls on the early morning.</summary>
    public void Add(double at, double hours, double amount)
    {
        var wall = at % 24;
        var first = _clock.Elapsed(wall < 0 ? wall + 24 : wall) * StepsPerHour;
        var length = Math.Max(1e-9, hours * StepsPerHour);
        var most = _clock.Hours * StepsPerHour;
        var last = first + length;
        for (var step = (int)first; step < last; step++)
        {
            _steps[step % most] += amount * (Math.Min(last, step + 1) - Math.Max(first, step)) / length;
        }
    }

    /// <summary>Adds an amount evenly over an hour since midnight.</summary>
    public void AddHour(int elapsedHour, double amount)
    {
        var part = amount / StepsPerHour;
        for (var step = elapsedHour * StepsPerHour; step < (elapsedHour + 1) * StepsPerHour; step++)
        {
            _steps[step] += part;
        }
    }

    /// <summary>Takes off what another one made, step by step, never below nothing; what is left over goes to the grid unmetered.</summary>
    public void TakeOff(UtilityDay made)
    {
        for (var step = 0; step < _steps.Length; step++)
        {
            _steps[step] = Math.Max(0, _steps[step] - made._steps[step]);
        }
    }

    /// <summary>What flowed in an hour since midnight.</summary>
    public double Hour(int elapsedHour)
    {
        var sum = 0.0;
        for (var step = elapsedHour * StepsPerHour; step < (elapsedHour + 1) * StepsPerHour; step++)
        {
            sum += _steps[step];
        }

        return sum;
    }

    /// <summary>What flowed until so many seconds after midnight.</summary>
    public double Before(double seconds)
    {
        var sum = 0.0;
        Sum(0, ref sum, seconds);
        return sum;
    }

    /// <summary>Goes on adding from a step; for a series of instants that rise. Returns the step to go on from.</summary>
    internal int Sum(int from, ref double whole, double seconds, out double until)
    {
        var step = Sum(from, ref whole, Math.Floor(seconds / SecondsPerStep) * SecondsPerStep);
        until = whole + (step < _steps.Length ? _steps[step] * (seconds - (step * SecondsPerStep)) / SecondsPerStep : 0);
        return step;
    }

    private int Sum(int from, ref double whole, double seconds)
    {
        var to = Math.Min(_steps.Length, (int)Math.Round(seconds / SecondsPerStep));
        for (var step = from; step < to; step++)
        {
            whole += _steps[step];
        }

        return Math.Max(from, to);
    }
}
