using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Contracts.Events;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>
/// The few figures that a line of the list shows, for the cases in sight: single values of the strongest evidence that stands, without curves and
/// lists. Kept apart from the list so that the list stays one indexed query.
/// </summary>
internal static class ShowCaseFigures
{
    private const int MaxIds = 60;

    /// <summary>Keys go out as the scenario wrote them.</summary>
    private static readonly JsonSerializerOptions FiguresJson = new(JsonSerializerDefaults.Web);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/case-figures", HandleAsync).RequireAuthorization(Policies.CasesRead)
            .WithSummary("Single values of the strongest evidence of some cases, by case id.").WithTags("Cases")
            .Produces<Dictionary<string, Dictionary<string, object?>>>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "ids"), Description("Case ids, separated by commas; at most 60.")] string? ids,
        ICaseQueries cases,
        ClaimsPrincipal user,
        CaseElements elements,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var wanted = (ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (wanted.Length > MaxIds)
        {
            return Invalid.Field("ids", $"{wanted.Length} ids", $"Ask for at most {MaxIds} at once.");
        }

        var figures = new Dictionary<string, Dictionary<string, object?>>(StringComparer.Ordinal);
        foreach (var id in wanted)
        {
            var detail = await cases.GetAsync(id, cancellationToken, CallerScope.Of(user, elements, time));
            if (detail?.Evidence.Where(e => e.State is not SuspicionState.Withdrawn).MaxBy(e => e.Score) is { } strongest)
            {
                figures[id] = Singles(strongest.Document, depth: 2);
            }
        }

        return Results.Json(figures, FiguresJson);
    }

    private static Dictionary<string, object?> Singles(JsonElement document, int depth)
    {
        var singles = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in document.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Object && depth > 1)
            {
                singles[property.Name] = Singles(property.Value, depth - 1);
            }
            else if (property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                singles[property.Name] = property.Value;
            }
        }

        return singles;
    }
}
