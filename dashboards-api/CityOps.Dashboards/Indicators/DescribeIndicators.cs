using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Indicators;

/// <summary>Says what each indicator counts.</summary>
internal static class DescribeIndicators
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/indicators/definitions", (IndicatorCatalog catalog) => TypedResults.Ok<IReadOnlyList<IndicatorDefinition>>([.. catalog.All.Select(i => i.Definition)]))
            .RequireAuthorization(Policies.SummaryRead)
            .WithSummary("What each indicator counts: numerator, denominator, and what one item is.").WithTags("Indicators")
            .Produces<IReadOnlyList<IndicatorDefinition>>();
}
