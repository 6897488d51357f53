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

/// <summary>Has a truck's camera take a picture (0x8801), which comes as media of the terminal.</summary>
internal static class TakePictureNow
{
    private const int Channels = 32;

    internal sealed record Body(
        [property: Description("The camera, 1 to 32.")] int Channel = 1,
        [property: Description("1: 320×240, 2: 640×480, 3: 800×600, 4: 1024×768.")] int Resolution = 2,
        [property: Description("Why, in your own words; it goes into the audit log.")] string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/terminals/{terminal}/picture", HandleAsync).RequireAuthorization(Policies.TerminalsCommand)
            .WithSummary("Has a truck's camera take a picture; answers with what the terminal says, the picture comes as its media.").WithTags("Terminals")
            .Produces<TerminalCommands.Answer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> HandleAsync(string terminal, Body body, [FromServices] TerminalCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        body.Channel is < 1 or > Channels || body.Resolution is < 1 or > 4
            ? Task.FromResult<IResult>(Invalid.Those(
                (body.Channel is >= 1 and <= Channels, "channel", body.Channel, "Give 1 to 32."), (body.Resolution is >= 1 and <= 4, "resolution", body.Resolution, "Give 1 to 4.")))
            : commands.SendAsync(terminal, new TakePicture((byte)body.Channel, (byte)body.Resolution), body.Reason, user, cancellationToken);
}
