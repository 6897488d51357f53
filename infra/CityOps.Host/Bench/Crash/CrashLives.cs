using System.Diagnostics;
using CityOps.Host.Bench.Crash.Child;
using CityOps.Host.Commands;

namespace CityOps.Host.Bench.Crash;

/// <summary>Lets the child live and die as planned, and notes what it died of.</summary>
/// <param name="settling">See <see cref="CrashSettings.Settling"/>.</param>
internal sealed class CrashLives(string folder, IReadOnlyDictionary<string, string> settings, TimeSpan settling)
{
    // How long a child that takes uploads may take to reach the point it is to end at, beside what it may wait for its partitions; then it is killed where it is.
    private static readonly TimeSpan PointLimit = TimeSpan.FromSeconds(20);

    // A start after a kill takes seconds: recovery included, and on a machine that is busy. One that hangs is a fault to be told.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    // What was killed is gone at once, unless the machine is so busy that its parts wait for their turn to end.
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    // A group may begin more than one rebalance before it comes to rest.
    private const int SettlingTimes = 5;

    private readonly SortedDictionary<string, int> _points = new(StringComparer.Ordinal);

    public int Kills { get; private set; }

    /// <summary>The named points at which a child did end.</summary>
    public IReadOnlyList<string> Points => [.. _points.Keys];

    /// <summary>How often each of them was it.</summary>
    public IReadOnlyDictionary<string, int> Hits => _points;

    /// <summary>Starts the child without an order to end.</summary>
    public ChildProcess StartUndisturbed() => ChildProcess.Start(folder, order: null, settings);

    public async Task LiveAsync(CrashLife life, CancellationToken cancellationToken)
    {
        await using var child = ChildProcess.Start(folder, life.Order, settings, spoils: true);
        if (life.Order is { } order)
        {
            await EndAtPointAsync(child, order, life.After, cancellationToken);
        }
        else
        {
            if (life.FromReady)
            {
                await ReadyAsync(child, cancellationToken);
            }

            await RunForAsync(child, life.After, cancellationToken);
            child.Kill(life.Target);
            Kills++;
            if (life.Target is KillTarget.Engine)
            {
                await AfterEngineAsync(child, life.After, cancellationToken);
            }
        }

        if (!await child.ExitedWithinAsync(ExitLimit, cancellationToken))
        {
            throw new CommandException("a killed process did not end.", exitCode: 1);
        }
    }

    private bool IsReady => File.Exists(Path.Combine(folder, "endpoints.json"));

    private async Task EndAtPointAsync(ChildProcess child, KillOrder order, TimeSpan after, CancellationToken cancellationToken)
    {
        var limit = new Stopwatch();
        var start = Stopwatch.StartNew();
        var reached = false;
        while (!reached && limit.Elapsed < PointLimit + (SettlingTimes * settling))
        {
            if (!limit.IsRunning && IsReady)
            {
                limit.Start();
            }

            reached = KillMarker.Take(folder) is not null;
            if (!reached && child.HasExited)
            {
                // The marker is written before the signal is sent.
                reached = KillMarker.Take(folder) is not null ? true : throw Unasked(child);
            }

            EnsureStarting(child, start.Elapsed);
            await Task.Delay(Step, cancellationToken);
        }

        if (reached)
        {
            _points[order.Point] = _points.GetValueOrDefault(order.Point) + 1;
            Kills++;
        }

        if (!reached)
        {
            await KillAfterAsync(child, TimeSpan.Zero, cancellationToken);
        }
        else if (order.Target is KillTarget.Engine)
        {
            await AfterEngineAsync(child, after, cancellationToken);
        }
    }

    // The host starts the engine again, but for one that dies before the host was ready: then it ends too, and whoever runs it starts both.
    private async Task AfterEngineAsync(ChildProcess child, TimeSpan after, CancellationToken cancellationToken)
    {
        var wasReady = IsReady;
        if (!await child.ExitedWithinAsync(after, cancellationToken))
        {
            child.Kill(KillTarget.Group);
            Kills++;
        }
        else if (wasReady)
        {
            throw Unasked(child);
        }
    }

    private async Task KillAfterAsync(ChildProcess child, TimeSpan after, CancellationToken cancellationToken)
    {
        await RunForAsync(child, after, cancellationToken);
        child.Kill(KillTarget.Group);
        Kills++;
    }

    private async Task ReadyAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        var start = Stopwatch.StartNew();
        while (!IsReady)
        {
            EnsureStarting(child, start.Elapsed);
            await RunForAsync(child, Step, cancellationToken);
        }
    }

    private void EnsureStarting(ChildProcess child, TimeSpan after)
    {
        if (after > StartLimit && !IsReady)
        {
            throw new CommandException($"the process took no uploads within {StartLimit.TotalMinutes:0} minutes of its start; it last said:\n{child.Output}", exitCode: 1);
        }
    }

    private static async Task RunForAsync(ChildProcess child, TimeSpan time, CancellationToken cancellationToken)
    {
        if (await child.ExitedWithinAsync(time, cancellationToken))
        {
            throw Unasked(child);
        }
    }

    private static CommandException Unasked(ChildProcess child) => new($"the process ended by itself; it last said:\n{child.Output}", exitCode: 1);
}
