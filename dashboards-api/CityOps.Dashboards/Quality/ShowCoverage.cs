using System.ComponentModel;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Pipelines.Quality;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Quality;

/// <summary>Shows what share of the readings that were owed came, by town and day. A town of few meters shows nothing, nor one from which it could be computed.</summary>
internal static class ShowCoverage
{
    private const int MostWeeks = 13;

    /// <param name="K">Towns with fewer meters are not shown; null where the stream has no towns.</param>
    /// <param name="SampledShare">Share of the meters or trucks that was looked at, 0 to 1.</param>
    /// <param name="All">Of the whole district; null where nothing came, or where the hidden towns could be computed from it.</param>
    /// <param name="SuppressedTowns">How many are not shown.</param>
    internal sealed record Answer(CoveredStream Stream, IReadOnlyList<DateOnly> Days, int? K, double SampledShare, CoverageStrip? All, IReadOnlyList<CoverageStrip> Towns, int SuppressedTowns);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/quality/coverage", HandleAsync).RequireAuthorization(Policies.QualityRead)
            .WithSummary("The share of the readings that were owed, by each source's own cycle, that came: by town and closed local day.").WithTags("Data quality")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "stream"), Description("water, electricity, gas, truck_positions or sensors.")] string? stream,
        [FromQuery(Name = "weeks"), Description("How many, 1 to 13; 4 where left out.")] int? weeks,
        [FromServices] CoverageReader reader,
        [FromServices] IOptions<DashboardsOptions> options,
        [FromServices] TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!Words.TryParse<CoveredStream>(stream, out var covered))
        {
            return Invalid.Field("stream", stream, "Choose water, electricity, gas, truck_positions or sensors.");
        }

        if (weeks is < 1 or > MostWeeks)
        {
            return Invalid.Field("weeks", weeks, $"Give a number from 1 to {MostWeeks}.");
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone)).DateTime);
        List<DateOnly> days = [.. Enumerable.Range(-7 * (weeks ?? 4), 7 * (weeks ?? 4)).Select(today.AddDays)];
        var coverage = await reader.ReadAsync(covered, days[0], today, cancellationToken);
        var isOfHomes = covered is CoveredStream.Water or CoveredStream.Electricity or CoveredStream.Gas;
        var strips = CoverageStrips.Of(coverage.Rows, days, isOfHomes ? options.Value.Privacy.MinCellCount : null);
        return TypedResults.Ok(new Answer(covered, days, strips.K, coverage.SampledShare, strips.All, strips.Towns, strips.SuppressedTowns));
    }
}
