using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Map;
using CityOps.Pipelines.Quality;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Quality;

/// <summary>Shows how complete the register of dwellings is, by town. Towns of few dwellings are not shown.</summary>
internal static class ShowFacts
{
    /// <param name="Town">Empty: of the whole district.</param>
    /// <param name="Shares">Of how many of the dwellings each fact is known, 0 to 1, in the order of the answer's facts.</param>
    internal sealed record Row(string Town, long Dwellings, IReadOnlyList<double> Shares);

    /// <param name="All">Null where nothing is registered, or where the hidden towns could be computed from it.</param>
    /// <param name="MeteredWithout">Dwellings with meters that the register says nothing of; null where they are fewer than k but not none.</param>
    internal sealed record Answer(IReadOnlyList<string> Facts, int K, Row? All, IReadOnlyList<Row> Towns, int SuppressedTowns, long? MeteredWithout);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/quality/facts", HandleAsync).RequireAuthorization(Policies.QualityRead)
            .WithSummary("Of which share of a town's dwellings each fact is known.").WithTags("Data quality").Produces<Answer>();

    private static async Task<IResult> HandleAsync([FromServices] FactsReader reader, [FromServices] IOptions<DashboardsOptions> options, CancellationToken cancellationToken)
    {
        var k = options.Value.Privacy.MinCellCount;
        var facts = await reader.ReadAsync(cancellationToken);
        var shown = SmallCells.Suppress([.. facts.Towns.Select(t => new CellCount(t.Town, "", t.Dwellings, t.Dwellings + k))], k);
        var open = shown.Cells.Where(c => c.Count is > 0).Select(c => c.Cell).ToHashSet(StringComparer.Ordinal);
        return TypedResults.Ok(new Answer(
            FactsReader.Facts,
            k,
            shown.Total is > 0 ? RowOf("", facts.Towns) : null,
            [.. facts.Towns.Where(t => open.Contains(t.Town)).Select(t => RowOf(t.Town, [t]))],
            shown.SuppressedCells,
            facts.MeteredWithout > 0 && facts.MeteredWithout < k ? null : facts.MeteredWithout));
    }

    private static Row RowOf(string town, IReadOnlyList<TownFacts> of)
    {
        var dwellings = of.Sum(t => t.Dwellings);
        return new Row(town, dwellings, [.. Enumerable.Range(0, FactsReader.Facts.Count).Select(at => Math.Round(of.Sum(t => t.Known[at]) / (double)dwellings, 2))]);
    }
}
