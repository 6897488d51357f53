using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Fleet;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Host.Bench.Latency;

/// <summary>
/// A truck that has stood loaded far from any site, has emptied, and leaves: the position with which it leaves ends the stop, and that is when the product can
/// first know. The standing lies in simulated time, so nothing of it is in the measured time.
/// </summary>
internal sealed class ProbeTruck(int index, DateTimeOffset from)
{
    private const int Readings = 16;
    private const int SecondsBetween = 30;
    private const double Lon = 121.9;
    private const double Lat = 31.0;

    // Some 300 m.
    private const double AwayDegrees = 0.003;

    private TerminalClient? _terminal;

    public string Id => LatencyPlan.ProbeId(index);

    /// <summary>Connects and sends everything up to the last reading of the stop, and waits until all of it is answered.</summary>
    public async Task PrepareAsync(int port, CancellationToken cancellationToken)
    {
        _terminal = await TerminalClient.ConnectAsync("127.0.0.1", port, LatencyPlan.ProbePhone(index), is2019: false, TimeProvider.System, cancellationToken);
        await _terminal.SignOnAsync("", cancellationToken);
        for (var reading = -4; reading < Readings; reading++)
        {
            var away = reading < 0 ? reading * AwayDegrees : 0;
            await _terminal.AskAsync(MessageIds.Position, BodyOf(reading, away, reading < Readings / 2 ? Load.Full : Load.Empty), cancellationToken);
        }
    }

    /// <summary>Sends the position that ends the stop.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken) => _terminal!.SendAsync(MessageIds.Position, BodyOf(Readings, AwayDegrees, Load.Empty), cancellationToken);

    public ValueTask DisposeAsync() => _terminal?.DisposeAsync() ?? ValueTask.CompletedTask;

    private byte[] BodyOf(int reading, double away, Load load) => PositionEncoder.Encode(new TruckPosition(
        Id, from.AddSeconds(reading * SecondsBetween), Lon + away + (0.0001 * (index % 100)), Lat + (0.0001 * (index / 100)), 0, 0, 5, true, null, null, null, 0, 0, load));
}
