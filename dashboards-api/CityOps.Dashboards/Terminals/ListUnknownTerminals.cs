using CityOps.Dashboards.Auth;
using CityOps.Ingest.Jt808.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Terminals;

/// <summary>Shows the terminals that no truck has: what they send is put aside until somebody registers the truck and sends it again.</summary>
internal static class ListUnknownTerminals
{
    private const int Most = 1_000;

    /// <param name="Count">Phones since this process started; the list shows at most 1,000, the latest first. The letters of all are among the dead letters.</param>
    /// <param name="Uncounted">Messages of phones beyond <c>MaxShownUnknown</c>.</param>
    internal sealed record Answer(int Count, long Uncounted, IReadOnlyList<UnknownTerminal> Terminals);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/terminals/unknown", Handle).RequireAuthorization(Policies.TerminalsRead)
            .WithSummary("The terminals that no truck has, with how much of them was put aside.").WithTags("Terminals")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static IResult Handle([FromServices] ITerminalGateway? gateway, [FromServices] Quarantine? quarantine) => gateway is null || quarantine is null
        ? NoGateway.Here()
        : TypedResults.Ok(new Answer(quarantine.Count, quarantine.Uncounted, quarantine.List(Most)));
}
