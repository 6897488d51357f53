using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Ingest.Jt808.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Terminals;

/// <summary>Shows which pictures and sounds of a terminal are kept, with their hashes.</summary>
internal static class ListTerminalMedia
{
    private const int Most = 500;

    internal sealed record Answer(IReadOnlyList<StoredMedia> Media);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/terminals/{phone}/media", Handle).RequireAuthorization(Policies.TerminalMediaRead)
            .WithSummary("What a terminal's cameras and microphones sent, the latest first, with the SHA-256 of each file.").WithTags("Terminals")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static IResult Handle(string phone, [FromServices] MediaStore? media)
    {
        if (media is null)
        {
            return NoGateway.Here();
        }

        return phone.All(char.IsAsciiHexDigit)
            ? TypedResults.Ok(new Answer(media.List(phone, Most)))
            : Invalid.Field("phone", phone, "Give the digits of the terminal's phone.");
    }
}
