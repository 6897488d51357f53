using CityOps.EventLog;

namespace CityOps.Host.Bench.Crash.Child;

/// <summary>Sends SIGKILL at the n-th passing of a step, on the thread that passes it.</summary>
/// <param name="engine">Gives the engine's process id.</param>
internal sealed class KillAtPoint(KillOrder order, string dataFolder, Func<int> engine) : ICrashPoints
{
    private int _passed;

    public void Reach(string point)
    {
        if (!string.Equals(point, order.Point, StringComparison.Ordinal) || Interlocked.Increment(ref _passed) != order.Nth)
        {
            return;
        }

        KillMarker.Write(dataFolder, point);
        switch (order.Target)
        {
            case KillTarget.Group:
                Signals.KillGroup(Environment.ProcessId);
                break;
            case KillTarget.Host:
                Signals.KillProcess(Environment.ProcessId);
                break;
            default:
                Signals.KillProcess(engine());
                break;
        }
    }
}
