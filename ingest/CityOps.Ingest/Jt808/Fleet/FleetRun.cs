using System.Diagnostics;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Protocol;
using CityOps.Ingest.Simulation;

namespace CityOps.Ingest.Jt808.Fleet;

/// <summary>What a fleet is to do.</summary>
/// <param name="Rate">Positions a second over the whole fleet.</param>
/// <param name="Positions">How many to send.</param>
/// <param name="From">The simulated time of the first.</param>
public sealed record FleetPlan(string Host, int Port, int Trucks, double Rate, long Positions, ulong Seed, DateTimeOffset From);

/// <summary>How it went. Latencies are from sending a position to its answer, milliseconds.</summary>
/// <param name="Refused">Answered with anything but 0.</param>
/// <param name="Lost">Not sent, since the terminal's connection had ended.</param>
public sealed record FleetSummary(int Terminals, long Sent, long Answered, long Refused, long Unanswered, long Lost, double Seconds, double PositionsPerS, double P50Ms, double P99Ms, double MaxMs);

/// <summary>Plays simulated trucks over real sockets: one connection each, registered and authenticated, at a steady rate over the fleet.</summary>
public sealed class FleetRun(FleetPlan plan, ISimulator simulator, TimeProvider time)
{
    private const int ConnectAtOnce = 32;
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(10);

    private readonly AnswerTimes _times = new();
    private readonly Dictionary<string, TerminalClient> _terminals = new(StringComparer.Ordinal);
    private long _refused;
    private long _sent;
    private long _lost;

    /// <param name="report">Told how much is sent, 0 to 1.</param>
    public async Task<FleetSummary> RunAsync(Action<double> report, CancellationToken cancellationToken)
    {
        try
        {
            await PlayAsync(report, cancellationToken);
            var clock = Stopwatch.StartNew();
            while (_times.Count < _sent && clock.Elapsed < LastAnswers)
            {
                await Task.Delay(10, cancellationToken);
            }

            return Summary();
        }
        finally
        {
            foreach (var terminal in _terminals.Values)
            {
                await terminal.DisposeAsync();
            }
        }
    }

    private TimeSpan Took { get; set; }

    private FleetSummary Summary() => new(
        _terminals.Count, _sent, _times.Count, Interlocked.Read(ref _refused), _sent - _times.Count, _lost,
        Took.TotalSeconds, _sent / Math.Max(0.001, Took.TotalSeconds), _times.WithinMs(0.5), _times.WithinMs(0.99), _times.WithinMs(1));

    private async Task PlayAsync(Action<double> report, CancellationToken cancellationToken)
    {
        var request = new SimulationRequest(plan.Seed, plan.Trucks, plan.From, plan.From.AddYears(1)) { Chunk = TimeSpan.FromMinutes(1) };
        var started = 0L;
        await foreach (var events in simulator.EventsAsync(request, NoTruth.Instance, cancellationToken))
        {
            using (events)
            {
                if (events.Contract is "trucks")
                {
                    await ConnectAsync([.. RowBatch.To<Truck>(events.Rows)], cancellationToken);
                    started = time.GetTimestamp();
                }
                else if (events.Contract is "truck-positions" && !await SendAsync(RowBatch.To<TruckPosition>(events.Rows), started, report, cancellationToken))
                {
                    break;
                }
            }
        }

        Took = time.GetElapsedTime(started);
    }

    // Every second truck speaks the 2019 edition.
    private async Task ConnectAsync(List<Truck> trucks, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        await Parallel.ForEachAsync(
            trucks.Select((truck, index) => (truck, index)),
            new ParallelOptions { MaxDegreeOfParallelism = ConnectAtOnce, CancellationToken = cancellationToken },
            async (next, token) =>
            {
                var terminal = await TerminalClient.ConnectAsync(plan.Host, plan.Port, next.truck.TerminalPhone!, next.index % 2 == 1, time, token);
                lock (gate)
                {
                    _terminals[next.truck.TruckId] = terminal;
                }

                if (!await terminal.SignOnAsync(next.truck.Plate ?? "", token))
                {
                    throw new IOException($"The gateway does not let {next.truck.TerminalPhone} in.");
                }

                terminal.Answered = Count;
            });
    }

    private void Count(TimeSpan took, ReplyResult result)
    {
        _times.Add(took);
        if (result is not ReplyResult.Done)
        {
            Interlocked.Increment(ref _refused);
        }
    }

    /// <returns>False once enough are sent.</returns>
    private async Task<bool> SendAsync(IEnumerable<TruckPosition> positions, long started, Action<double> report, CancellationToken cancellationToken)
    {
        foreach (var position in positions)
        {
            if (_sent + _lost >= plan.Positions)
            {
                return false;
            }

            var due = TimeSpan.FromSeconds((_sent + _lost) / plan.Rate) - time.GetElapsedTime(started);
            if (due > TimeSpan.FromMilliseconds(1))
            {
                report((double)_sent / plan.Positions);
                await Task.Delay(due, time, cancellationToken);
            }

            try
            {
                await _terminals[position.TruckId].SendAsync(MessageIds.Position, PositionEncoder.Encode(position), cancellationToken);
                _sent++;
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
                _lost++;
            }
        }

        return true;
    }
}
