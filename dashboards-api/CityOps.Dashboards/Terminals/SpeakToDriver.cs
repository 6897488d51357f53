using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Ingest.Jt808.Gateway;
using CityOps.Ingest.Jt808.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Terminals;

/// <summary>Has a truck's terminal show a text and speak it to the driver (0x8300).</summary>
internal static class SpeakToDriver
{
    internal sealed record Body(
        [property: Description("What is spoken; at most 1,021 bytes in GBK.")] string? Text = null,
        [property: Description("Whether it interrupts whatever the terminal is saying.")] bool Urgent = false,
        [property: Description("Why, in your own words; it goes into the audit log.")] string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/terminals/{terminal}/text", HandleAsync).RequireAuthorization(Policies.TerminalsCommand)
            .WithSummary("Shows a text on a truck's terminal and speaks it to the driver; answers with what the terminal says.").WithTags("Terminals")
            .Produces<TerminalCommands.Answer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> HandleAsync(string terminal, Body body, [FromServices] TerminalCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var text = body.Text?.Trim() ?? "";
        return text.Length == 0 || Gbk.Encoding.GetByteCount(text) > PlatformBodies.MaxTextBytes
            ? Task.FromResult<IResult>(Invalid.Field("text", body.Text, $"Give a text of at most {PlatformBodies.MaxTextBytes} bytes in GBK."))
            : commands.SendAsync(terminal, new SpeakText(text, body.Urgent), body.Reason, user, cancellationToken);
    }
}
