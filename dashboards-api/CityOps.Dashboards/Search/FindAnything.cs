using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Search;

/// <summary>
/// The one search field: cases, trucks and grid cells by whatever part of their names somebody has. Nothing is found that the caller's lists would not show: an inspector's own cases, a desk's towns.
/// </summary>
internal static class FindAnything
{
    private const int Most = 5;
    private const int Shortest = 2;
    private const int Longest = 64;
    private const int MostLookedThrough = 200;

    /// <param name="Plate">Empty where the register has none.</param>
    /// <param name="Cases">Cases of it that the caller may see, open or not.</param>
    /// <param name="Track">Whether the caller may see where it drove.</param>
    internal sealed record FoundTruck(string TruckId, string Plate, int Cases, bool Track);

    /// <param name="Cases">Open ones that the caller may see.</param>
    /// <param name="Unit">The unit's name; null where the standard elements give the cell none.</param>
    internal sealed record FoundGrid(string GridCell, string? Town, string? Unit, int Cases);

    /// <param name="Cases">By a part of their id, or of their subject; at most 5.</param>
    internal sealed record Answer(IReadOnlyList<CaseSummary> Cases, IReadOnlyList<FoundTruck> Trucks, IReadOnlyList<FoundGrid> Grids);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TruckSearch>();
        services.AddSingleton<GridSearch>();
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/search", HandleAsync).RequireAuthorization(Policies.CasesRead)
            .WithSummary("Finds cases by id or a part of it, trucks by plate, id or the terminal's phone, and grid cells by code or unit; at most 5 of each, of what the caller may see.")
            .WithTags("Cases").Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "q"), Description("2 to 64 characters. Of an id, the first or last 4 are enough.")] string? q,
        ICaseSearch cases, TruckSearch trucks, GridSearch grids, CaseElements elements, ClaimsPrincipal user, TimeProvider time, CancellationToken cancellationToken)
    {
        var text = q?.Trim() ?? "";
        if (text.Length is < Shortest or > Longest)
        {
            return Invalid.Field("q", q, $"Give {Shortest} to {Longest} characters.");
        }

        var scope = CallerScope.Of(user, elements, time);
        var byId = await cases.ByIdAsync(text, scope, Most, cancellationToken);
        var subjects = await cases.OfSubjectsAsync([text], scope, Most, cancellationToken);
        return TypedResults.Ok(new Answer(
            [.. byId.Concat(subjects).DistinctBy(c => c.CaseId, StringComparer.Ordinal).Take(Most)],
            await TrucksAsync(text, trucks, cases, scope, user, cancellationToken),
            await grids.FindAsync(text, scope, Most, cancellationToken)));
    }

    // Whoever may not ask for tracks learns of a truck through a case of theirs, or not at all.
    private static async Task<IReadOnlyList<FoundTruck>> TrucksAsync(
        string text, TruckSearch trucks, ICaseSearch cases, CaseScope? scope, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var tracks = Caller.RolesOf(user).Any(Policies.RolesOf(Policies.TracesRead).Contains);
        var registered = await trucks.FindAsync(text, tracks ? Most : MostLookedThrough, cancellationToken);
        var known = (await cases.OfSubjectsAsync([.. registered.Select(t => t.TruckId)], scope, MostLookedThrough, cancellationToken))
            .CountBy(c => c.Subject, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. registered.Where(t => tracks || known.ContainsKey(t.TruckId)).Take(Most).Select(t => new FoundTruck(t.TruckId, t.Plate, known.GetValueOrDefault(t.TruckId), tracks))];
    }
}
