using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using NodaTime.Text;

namespace CityOps.Dashboards.Briefs;

/// <summary>Gives the brief of a day, a week or a month, as data or as a file.</summary>
internal static class ShowBrief
{
    /// <param name="Day">Local; null where nothing ever happened.</param>
    internal sealed record Latest(DateOnly? Day);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/briefs/latest", async (BriefMaker maker, CancellationToken cancellationToken) => TypedResults.Ok(new Latest((await maker.LatestAsync(cancellationToken))?.ToDateOnly())))
            .RequireAuthorization(Policies.IndicatorCases).WithSummary("The latest day of which a brief has something to say.").WithTags("Briefs").Produces<Latest>();
        routes.MapGet("/briefs/{period}", HandleAsync).RequireAuthorization(Policies.IndicatorCases)
            .WithSummary("The brief of the day, week or month that holds a date; as JSON, XLSX or DOCX, with links to the cases behind each figure.").WithTags("Briefs")
            .Produces<Brief>().ProducesProblem(StatusCodes.Status400BadRequest)
            .GivesFile(
                StatusCodes.Status200OK,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    }

    private static async Task<IResult> HandleAsync(
        string period,
        [FromQuery(Name = "date"), Description("A local date in the period; yesterday where left out.")] string? date,
        [FromQuery(Name = "format"), Description("'json' (the default), 'xlsx' or 'docx'.")] string? format,
        BriefMaker maker,
        IAuditLog audit,
        IOptions<DashboardsOptions> options,
        HttpContext context,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (!Words.TryParse<BriefPeriod>(period, out var wanted))
        {
            return Invalid.Field("period", period, $"Choose one of: {string.Join(", ", Words.AllOf<BriefPeriod>())}.");
        }

        var day = maker.Yesterday;
        if (!string.IsNullOrEmpty(date) && !(LocalDatePattern.Iso.Parse(date).TryGetValue(day, out day) && day.Year is >= IndicatorQuery.FirstYear and <= IndicatorQuery.LastYear))
        {
            return Invalid.Field("date", date, $"Give a local date such as 2026-03-01, of the years {IndicatorQuery.FirstYear} to {IndicatorQuery.LastYear}.");
        }

        if (format is not (null or "" or "json" or "xlsx" or "docx"))
        {
            return Invalid.Field("format", format, "Choose one of: json, xlsx, docx.");
        }

        var brief = await maker.OfAsync(wanted, day, CaseGate.TownsOfDesk(user), cancellationToken);
        if (format is not ("xlsx" or "docx"))
        {
            return TypedResults.Ok(brief);
        }

        var name = $"{brief.Period}-{LocalDatePattern.Iso.Format(NodaTime.LocalDate.FromDateOnly(brief.FirstDay))}.{format}";
        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.IndicatorCases), AuditAction.Exported, $"brief {name}", ""), cancellationToken);
        var site = options.Value.Dashboards.PublicAddress is { Length: > 0 } address ? address.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";
        return format is "xlsx"
            ? TypedResults.File(BriefWorkbook.Write(brief, site), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name)
            : TypedResults.File(BriefDocument.Write(brief, site), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", name);
    }
}
