using System.Diagnostics;

namespace CityOps.Host.Bench.Landing;

/// <summary>Waits until what a warm-up left to do (merges, compiling, writing back) is done, so that it is not timed with what follows.</summary>
internal static class Rest
{
    private const double IdleShareOfACore = 0.05;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static async Task UntilIdleAsync(IReadOnlyList<Process> processes, TimeSpan longest, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var before = Used(processes);
        while (Stopwatch.GetElapsedTime(started) < longest)
        {
            await Task.Delay(Look, cancellationToken);
            var now = Used(processes);
            if (now - before < IdleShareOfACore * Look)
            {
                return;
            }

            before = now;
        }
    }

    private static TimeSpan Used(IReadOnlyList<Process> processes)
    {
        var used = TimeSpan.Zero;
        foreach (var process in processes)
        {
            process.Refresh();
            used += process.TotalProcessorTime;
        }

        return used;
    }
}
