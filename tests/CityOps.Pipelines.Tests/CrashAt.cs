using CityOps.EventLog;

namespace CityOps.Pipelines.Tests;

/// <summary>Ends all work at the n-th passing of a step, as a kill does: whoever reaches a step later ends there too.</summary>
internal sealed class CrashAt(string point, int nth = 1) : ICrashPoints
{
    private readonly TaskCompletionSource _crashed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _passed;

    public Task Crashed => _crashed.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Reach(string reached)
    {
        // The log lives on in these tests, as another process's would: a dead one would answer nobody, not even the test.
        if (reached is LogCrashPoint.AppendBeforeSync or LogCrashPoint.AppendAfterSync && !string.Equals(reached, point, StringComparison.Ordinal))
        {
            return;
        }

        if (_crashed.Task.IsCompleted || (string.Equals(reached, point, StringComparison.Ordinal) && Interlocked.Increment(ref _passed) == nth))
        {
            _crashed.TrySetResult();
            throw new SimulatedCrashException($"Killed after '{reached}'.");
        }
    }
}

internal sealed class SimulatedCrashException(string message) : Exception(message);
