using System.Diagnostics;
using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Fleet;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Host.Bench.Latency;

/// <summary>The load behind the measurement: trucks that drive in circles without stopping, each a connection, at a steady rate over all of them.</summary>
internal sealed class DrivingFleet(LatencyPlan plan, DateTimeOffset from) : IAsyncDisposable
{
    private const int Senders = 2;
    private const int ConnectAtOnce = 32;
    private const int SecondsBetween = 10;
    private const double RadiusDegrees = 0.02;
    private const double RadiansEach = 0.03;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly TerminalClient[] _terminals = new TerminalClient[plan.Trucks];
    private long _sent;
    private long _answered;

    public long Sent => Interlocked.Read(ref _sent);

    public long Answered => Interlocked.Read(ref _answered);

    public AnswerTimes Times { get; } = new();

    public async Task ConnectAsync(int port, CancellationToken cancellationToken) => await Parallel.ForEachAsync(
        Enumerable.Range(0, plan.Trucks),
        new ParallelOptions { MaxDegreeOfParallelism = ConnectAtOnce, CancellationToken = cancellationToken },
        async (index, token) =>
        {
            var terminal = await TerminalClient.ConnectAsync("127.0.0.1", port, LatencyPlan.BackgroundPhone(index), index % 2 == 1, TimeProvider.System, token);
            await terminal.SignOnAsync("", token);
            terminal.Answered = Count;
            _terminals[index] = terminal;
        });

    /// <summary>Drives until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAsync(sender, cancellationToken), cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var terminal in _terminals.Where(t => t is not null))
        {
            await terminal.DisposeAsync();
        }
    }

    private async Task SendAsync(int sender, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        for (var sent = 0L; !cancellationToken.IsCancellationRequested; sent++)
        {
            while (sent >= clock.Elapsed.TotalSeconds * plan.Rate / Senders)
            {
                await Task.Delay(Pause, cancellationToken);
            }

            var number = (sent * Senders) + sender;
            var (index, step) = ((int)(number % plan.Trucks), number / plan.Trucks);
            await _terminals[index].SendAsync(MessageIds.Position, PositionEncoder.Encode(PositionOf(index, step)), cancellationToken);
            Interlocked.Increment(ref _sent);
        }
    }

    private TruckPosition PositionOf(int index, long step)
    {
        var angle = (step * RadiansEach) + index;
        return new TruckPosition(
            LatencyPlan.BackgroundId(index),
            from.AddSeconds(step * SecondsBetween),
            121.6 + (RadiusDegrees * Math.Cos(angle)),
            31.2 + (RadiusDegrees * Math.Sin(angle)),
            24, 90, 5, true, null, null, null, 0, 0, Load.Full);
    }

    private void Count(TimeSpan took, ReplyResult result)
    {
        Interlocked.Increment(ref _answered);
        Times.Add(took);
    }
}
