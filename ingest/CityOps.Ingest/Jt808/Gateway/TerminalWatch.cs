using CityOps.Ingest.Jt808.Protocol;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Looks through all connections each second: who is silent, who does not authenticate, whose packages are missing. One timer for all of them.</summary>
internal sealed class TerminalWatch(TerminalSessions sessions, Jt808Metrics metrics, TimeProvider time, IOptions<Jt808Options> options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            Look();
        }
    }

    internal void Look()
    {
        var now = time.GetUtcNow();
        var idle = TimeSpan.FromSeconds(options.Value.IdleTimeoutSeconds);
        var patience = TimeSpan.FromSeconds(options.Value.AuthenticateWithinSeconds);
        var packages = TimeSpan.FromSeconds(options.Value.PackageTimeoutSeconds);
        foreach (var session in sessions.All)
        {
            if (now - session.LastSeen >= idle)
            {
                session.Close("idle");
            }
            else if (options.Value.RequireAuthentication && session.State is not TerminalState.Authenticated && now - session.ConnectedAt >= patience)
            {
                session.Close("not_authenticated");
            }
            else
            {
                AskAgain(session, now, packages);
            }
        }
    }

    private void AskAgain(TerminalSession session, DateTimeOffset now, TimeSpan timeout)
    {
        foreach (var overdue in session.Packages.TakeOverdue(now, timeout))
        {
            if (overdue.IsGivenUp)
            {
                metrics.Bad("package_missing");
            }
            else if (overdue is { Header.MessageId: MessageIds.Media, MediaId: { } mediaId })
            {
                session.Send(MessageIds.MediaReply, PlatformBodies.MediaReply(mediaId, overdue.Missing), overdue.Header);
            }
            else
            {
                session.Send(MessageIds.ResendPackages, PlatformBodies.ResendPackages(overdue.FirstSerial, overdue.Missing, overdue.Header.Is2019), overdue.Header);
            }
        }
    }
}
