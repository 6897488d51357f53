using CityOps.Dashboards.Auth;
using CityOps.Ingest.Jt808.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Terminals;

/// <summary>Shows which terminals of trucks are connected to this process.</summary>
internal static class ListTerminals
{
    private const int Most = 1_000;

    /// <param name="Listening"><c>address:port</c>; null where the gateway is switched off.</param>
    /// <param name="Connections">All of them; the list shows at most 1,000, the most recently heard first.</param>
    internal sealed record Answer(string? Listening, int Connections, IReadOnlyList<ConnectedTerminal> Terminals);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/terminals", Handle).RequireAuthorization(Policies.TerminalsRead)
            .WithSummary("The terminals that are connected to this process: phone, truck, state, and what waits to become durable.").WithTags("Terminals")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static IResult Handle([FromServices] ITerminalGateway? gateway) => gateway is null
        ? NoGateway.Here()
        : TypedResults.Ok(new Answer(gateway.Endpoint?.ToString(), gateway.Connections, gateway.List(Most)));
}
