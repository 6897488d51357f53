using System.Net;
using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Protocol;
using CityOps.Ingest.Jt808.Trucks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>A terminal that is connected.</summary>
/// <param name="Phone">Without the zeros in front.</param>
/// <param name="TruckId">Null where no truck has it now.</param>
/// <param name="Edition">2013 or 2019.</param>
/// <param name="Unanswered">Messages that wait to become durable.</param>
public sealed record ConnectedTerminal(
    string Phone, string? TruckId, TerminalState State, int Edition, string Remote, DateTimeOffset ConnectedAt, DateTimeOffset LastSeen, long Frames, long Positions, int Unanswered);

/// <summary>The gateway of this process, for those who watch it and those who send commands.</summary>
public interface ITerminalGateway
{
    /// <summary>Where it listens; null where it is switched off.</summary>
    IPEndPoint? Endpoint { get; }

    int Connections { get; }

    /// <summary>The connected terminals, the most recently heard first.</summary>
    IReadOnlyList<ConnectedTerminal> List(int most);

    /// <summary>The phone of a terminal, given it or the truck that has it now; null where neither is connected.</summary>
    string? PhoneOf(string terminal);

    /// <summary>Sends a command and waits for the terminal's answer.</summary>
    Task<CommandOutcome> SendAsync(string phone, TerminalCommand command, CancellationToken cancellationToken);
}

internal sealed class TerminalGateway(
    Jt808Server server, TerminalSessions sessions, TruckDirectory directory, Jt808Metrics metrics, TimeProvider time, IOptions<Jt808Options> options, ILogger<TerminalGateway> logger) : ITerminalGateway
{
    public IPEndPoint? Endpoint => server.Endpoint;

    public int Connections => sessions.Count;

    public IReadOnlyList<ConnectedTerminal> List(int most) => [.. sessions.All.OrderByDescending(session => session.LastSeen).Take(most).Select(ViewOf)];

    public string? PhoneOf(string terminal) =>
        sessions.Find(terminal)?.Phone
        ?? sessions.All.FirstOrDefault(session => string.Equals(TruckOf(session)?.TruckId, terminal, StringComparison.Ordinal))?.Phone;

    public async Task<CommandOutcome> SendAsync(string phone, TerminalCommand command, CancellationToken cancellationToken)
    {
        var outcome = CommandOutcome.NotConnected;
        if (sessions.Find(phone) is { State: TerminalState.Authenticated } session)
        {
            var serial = session.NextSerial();
            outcome = await session.Commands.WaitAsync(
                serial,
                () => session.Send(serial, command.MessageId, command.BodyFor(session.Is2019)),
                TimeSpan.FromSeconds(options.Value.CommandTimeoutSeconds),
                time,
                cancellationToken);
        }

        metrics.Command(TerminalSession.NameOf(command.MessageId), outcome.ToString());
        logger.LogInformation("A command {Command} to a terminal: {Outcome}", command.Name, outcome);
        return outcome;
    }

    private Truck? TruckOf(TerminalSession session) => session.Phone.Length == 0 ? null : directory.Find(session.Phone, time.GetUtcNow());

    private ConnectedTerminal ViewOf(TerminalSession session) => new(
        session.Phone.Length == 0 ? "" : PhoneDigits.Bare(session.Phone),
        TruckOf(session)?.TruckId,
        session.State,
        session.Is2019 ? 2019 : 2013,
        session.Remote,
        session.ConnectedAt,
        session.LastSeen,
        session.Frames,
        session.Positions,
        session.UnansweredMessages);
}
