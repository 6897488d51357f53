using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Ingest.Jt808.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Terminals;

/// <summary>Asks a truck's terminal for positions at a shorter interval for a while (0x8202).</summary>
internal static class TrackTruckFaster
{
    private const int LongestInterval = 3_600;
    private const int Longest = 86_400;

    internal sealed record Body(
        [property: Description("Seconds between positions, 1 to 3600; 0 goes back to the usual.")] int IntervalSeconds = 5,
        [property: Description("For how many seconds, 1 to 86400.")] int ForSeconds = 600,
        [property: Description("Why, in your own words; it goes into the audit log.")] string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/terminals/{terminal}/tracking", HandleAsync).RequireAuthorization(Policies.TerminalsCommand)
            .WithSummary("Asks a truck's terminal for positions at another interval for a while; answers with what the terminal says.").WithTags("Terminals")
            .Produces<TerminalCommands.Answer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> HandleAsync(string terminal, Body body, [FromServices] TerminalCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        body.IntervalSeconds is < 0 or > LongestInterval || body.ForSeconds is < 1 or > Longest
            ? Task.FromResult<IResult>(Invalid.Those(
                (body.IntervalSeconds is >= 0 and <= LongestInterval, "interval_seconds", body.IntervalSeconds, "Give 0 to 3600."), (body.ForSeconds is >= 1 and <= Longest, "for_seconds", body.ForSeconds, "Give 1 to 86400.")))
            : commands.SendAsync(terminal, new TrackFaster((ushort)body.IntervalSeconds, (uint)body.ForSeconds), body.Reason, user, cancellationToken);
}
