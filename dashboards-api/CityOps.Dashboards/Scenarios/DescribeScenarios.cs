using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Pipelines.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Scenarios;

/// <summary>Tells pages and clients what exists: scenarios with their standard codes, states and the time zone.</summary>
internal static class DescribeScenarios
{
    /// <param name="TimeZone">IANA name.</param>
    /// <param name="Rights">Every right with the roles that have it, so that a page that refuses can say whom to ask.</param>
    internal sealed record Meta(string TimeZone, IReadOnlyList<CaseStage> Stages, IReadOnlyList<Scenario> Scenarios, IReadOnlyDictionary<string, IReadOnlyList<string>> Rights);

    /// <param name="Scoreable">It has a scoring job that can be run on demand.</param>
    internal sealed record Scenario(
        string Name,
        string TitleZh,
        string TitleEn,
        SubjectKind SubjectKind,
        bool ReviewBeforeDispatch,
        bool Scoreable,
        string? WebModule,
        IReadOnlyList<Outcome> Outcomes,
        IReadOnlyList<CaseCode> FilingReasons,
        IReadOnlyList<CaseCode> DismissReasons,
        IReadOnlyList<CaseCode> LawfulReasons);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/meta", Handle).RequireAuthorization(Policies.SignedIn)
            .WithSummary("Scenarios with their reasons and outcomes, states, rights with their roles, time zone.").WithTags("Scenarios").Produces<Meta>();

    // What only lands data (the core) has no cases and is nothing to choose.
    private static Ok<Meta> Handle(CaseElements elements, ScenarioCatalog catalog, IOptions<DashboardsOptions> options) => TypedResults.Ok(new Meta(
        options.Value.TimeZone, [.. Enum.GetValues<CaseStage>().Skip(1)], [.. elements.All.Select(e => Describe(e, catalog))],
        Policies.All.ToDictionary(right => right, Policies.RolesOf, StringComparer.Ordinal)));

    private static Scenario Describe(CaseElementsPart elements, ScenarioCatalog catalog) => new(
        elements.Scenario,
        elements.TitleZh,
        elements.TitleEn,
        elements.SubjectKind,
        elements.ReviewBeforeDispatch,
        catalog.Of<ScoringJobPart>().Any(j => string.Equals(j.Scenario, elements.Scenario, StringComparison.Ordinal)),
        catalog.Of<WebModulePart>().FirstOrDefault(m => string.Equals(m.Scenario, elements.Scenario, StringComparison.Ordinal))?.Module,
        elements.Outcomes,
        elements.FilingReasons,
        elements.DismissReasons,
        elements.LawfulReasons);
}
