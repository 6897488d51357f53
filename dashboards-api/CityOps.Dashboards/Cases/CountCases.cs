using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Counts cases by scenario and state, for the filters and the empty states of the list.</summary>
internal static class CountCases
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/case-counts", HandleAsync).RequireAuthorization(Policies.SummaryRead)
            .WithSummary("How many cases stand in each state, by scenario.").WithTags("Cases").Produces<IReadOnlyList<StageCount>>();

    private static async Task<IResult> HandleAsync(ICaseQueries cases, CancellationToken cancellationToken) =>
        TypedResults.Ok(await cases.CountAsync(cancellationToken));
}
