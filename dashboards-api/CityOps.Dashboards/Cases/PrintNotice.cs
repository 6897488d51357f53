using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.WorkOrders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Cases;

/// <summary>Fills a notice's template for a case (文书): it names no person and no address, which whoever delivers it writes in by hand.</summary>
internal static class PrintNotice
{
    internal sealed record Notice(string Code, string Title, string Text);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/cases/{id}/notices/{code}", HandleAsync).RequireAuthorization(Policies.CasesRead)
            .WithSummary("A notice of the case, filled from its template.").WithTags("Cases")
            .Produces<Notice>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string id, string code, ICaseQueries cases, CaseElements elements, VisitSlips slips, IOptions<DashboardsOptions> options, ClaimsPrincipal user, TimeProvider time, CancellationToken cancellationToken)
    {
        var kind = ElementKind.Find("notice_template")!;
        var template = elements.Data.Find(kind.Name, code)
            ?? ElementDefaults.Of(kind, elements.Shipped).FirstOrDefault(t => string.Equals(t.Code, code, StringComparison.Ordinal));
        if (template is null || await cases.GetAsync(id, cancellationToken, CallerScope.Of(user, elements, time)) is not { } found)
        {
            return TypedResults.Problem(title: "No such notice", detail: $"There is no case '{id}', or no template '{code}'.", statusCode: StatusCodes.Status404NotFound);
        }

        var order = found.WorkOrders.LastOrDefault(o => o.LeadOrderId is null);
        var text = template["text"]
            .Replace("{case_id}", found.Case.CaseId, StringComparison.Ordinal)
            .Replace("{slip_code}", order is null ? "—" : slips.CodeOf(order.WorkOrderId), StringComparison.Ordinal)
            .Replace("{violation}", order?.ViolationKind ?? found.Case.Kind ?? "—", StringComparison.Ordinal)
            .Replace("{due_at}", found.Now.Rectification is { } ordered ? Local(ordered.DueAt, options.Value.TimeZone) : "—", StringComparison.Ordinal)
            .Replace("{answer}", AnswerIn(found) ?? "—", StringComparison.Ordinal);
        return TypedResults.Ok(new Notice(code, template["zh"], text));
    }

    // Whoever gets the notice reads it by the clock on their wall.
    private static string Local(DateTimeOffset at, string zone) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string? AnswerIn(CaseDetail found) =>
        found.History.LastOrDefault(h => h.Kind is "objection_decided")?.Payload.TryGetProperty("answer", out var answer) is true ? answer.GetString() : null;
}
