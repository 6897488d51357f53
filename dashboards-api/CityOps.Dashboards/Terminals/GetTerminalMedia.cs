using CityOps.Dashboards.Auth;
using CityOps.Dashboards.OpenApi;
using CityOps.Ingest.Jt808.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Terminals;

/// <summary>Gives one picture or sound as the terminal sent it.</summary>
internal static class GetTerminalMedia
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/terminals/{phone}/media/{file}", HandleAsync).RequireAuthorization(Policies.TerminalMediaRead)
            .WithSummary("One file that the list of a terminal's media names, byte for byte.").WithTags("Terminals")
            .Produces(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .GivesFile(StatusCodes.Status200OK, "application/octet-stream");

    private static async Task<IResult> HandleAsync(string phone, string file, [FromServices] MediaStore? media, CancellationToken cancellationToken)
    {
        if (media is null)
        {
            return NoGateway.Here();
        }

        // As a download: what a terminal sent is nothing that a browser should run.
        return phone.All(char.IsAsciiHexDigit) && await media.OpenAsync(phone, file, cancellationToken) is { } bytes
            ? TypedResults.Bytes(bytes, "application/octet-stream", fileDownloadName: file)
            : TypedResults.Problem(title: "No such file", detail: $"The list GET /api/v1/terminals/{phone}/media names the files there are.", statusCode: StatusCodes.Status404NotFound);
    }
}
