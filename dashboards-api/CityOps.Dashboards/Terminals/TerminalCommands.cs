using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Ingest.Jt808.Gateway;
using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Terminals;

/// <summary>What all commands to terminals have in common: the audit log is written first, then the command goes out and its answer comes back.</summary>
internal sealed class TerminalCommands(IAuditLog audit, IServiceProvider services)
{
    private const int ShortestReason = 5;

    /// <param name="Outcome">done, failed, unsupported, unanswered or not_connected.</param>
    internal sealed record Answer(string Terminal, CommandOutcome Outcome);

    /// <param name="terminal">A phone, or the truck that has the terminal now.</param>
    public async Task<IResult> SendAsync(string terminal, TerminalCommand command, string? reason, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(ITerminalGateway)) is not ITerminalGateway gateway)
        {
            return NoGateway.Here();
        }

        if (reason?.Trim() is not { Length: >= ShortestReason and <= 2_000 } why)
        {
            return Invalid.Field("reason", reason, $"Say in {ShortestReason} to 2,000 characters why; it goes into the audit log.");
        }

        if (gateway.PhoneOf(terminal) is not { } phone)
        {
            return TypedResults.Problem(
                title: "Not connected", detail: "No terminal with this phone, and of no such truck, is connected to this process. GET /api/v1/terminals lists them.", statusCode: StatusCodes.Status404NotFound);
        }

        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.TerminalsCommand), AuditAction.TerminalCommanded, $"{terminal} {command.Name}", why), cancellationToken);
        return TypedResults.Ok(new Answer(terminal, await gateway.SendAsync(phone, command, cancellationToken)));
    }
}
