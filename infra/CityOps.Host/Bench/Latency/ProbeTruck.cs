using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Fleet;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Host.Bench.Latency;

/// <summary>
/// A loaded truck that drives up to a forbidden area: the position with which it is inside makes it off route at once, without any dwell, and that is when the
/// product can first know.
/// </summary>
internal sealed class ProbeTruck(int index, DateTimeOffset from)
{
    /// <summary>The forbidden area, whose western border the trucks cross.</summary>
    public const string ForbiddenWkt = "POLYGON((121.9 30.9, 121.95 30.9, 121.95 31.1, 121.9 31.1, 121.9 30.9))";

    private const int Readings = 6;
    private const int SecondsBetween = 30;
    private const double BorderLon = 121.9;
    private const double Lat = 31.0;

    // Some 290 m, 34 km/h.
    private const double StepDegrees = 0.003;

    private TerminalClient? _terminal;

    public string Id => LatencyPlan.ProbeId(index);

    /// <summary>Connects, drives up to the border, and waits until all of it is answered.</summary>
    public async Task PrepareAsync(int port, CancellationToken cancellationToken)
    {
        _terminal = await TerminalClient.ConnectAsync("127.0.0.1", port, LatencyPlan.ProbePhone(index), is2019: false, TimeProvider.System, cancellationToken);
        await _terminal.SignOnAsync("", cancellationToken);
        for (var reading = 0; reading < Readings; reading++)
        {
            await _terminal.AskAsync(MessageIds.Position, BodyOf(reading), cancellationToken);
        }
    }

    /// <summary>Sends the first position inside.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => _terminal!.SendAsync(MessageIds.Position, BodyOf(Readings), cancellationToken);

    public ValueTask DisposeAsync() => _terminal?.DisposeAsync() ?? ValueTask.CompletedTask;

    private byte[] BodyOf(int reading) => PositionEncoder.Encode(new TruckPosition(
        Id,
        from.AddSeconds(reading * SecondsBetween),
        BorderLon + ((reading - Readings + 0.5) * StepDegrees),
        Lat + (0.0002 * (index % 400)),
        34, 90, 5, true, null, null, null, 0, 0, Load.Full));
}
