using System.ComponentModel;
using System.Globalization;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Audit;

/// <summary>Reads the audit log: who did what to whom and why, the latest first. "Who revealed this address" is the case's or the work order's filter.</summary>
internal static class BrowseAudit
{
    private const int MostAtOnce = 1_000;

    /// <param name="Sequence">1, 2, 3 … without a hole.</param>
    /// <param name="Action">Such as <c>vault_opened</c>.</param>
    /// <param name="Subject">What it was done to: a dwelling's key, a case, a work order; never a name or an address.</param>
    internal sealed record Entry(long Sequence, DateTimeOffset At, string Actor, string Role, string Action, string Subject, string Reason, string Hash);

    /// <param name="Next">Give it as <c>before</c> for the next page; null on the last one. A page may hold fewer than asked for, where a desk of some towns looks through a long log.</param>
    internal sealed record Page(IReadOnlyList<Entry> Entries, long? Next);

    internal sealed class Query
    {
        [FromQuery(Name = "actor"), Description("Who did it.")]
        public string? Actor { get; init; }

        [FromQuery(Name = "action"), Description("Such as 'vault_opened'.")]
        public string? Action { get; init; }

        [FromQuery(Name = "subject"), Description("What it was done to, whole or its first word: a dwelling's key, a case, a work order.")]
        public string? Subject { get; init; }

        [FromQuery(Name = "work_order"), Description("Who opened the address behind this work order, or tried to.")]
        public string? WorkOrder { get; init; }

        [FromQuery(Name = "case"), Description("All that was done to this case and its work orders, and who opened the address behind it, or tried to.")]
        public string? Case { get; init; }

        [FromQuery(Name = "since"), Description("At or after this instant, RFC 3339.")]
        public string? Since { get; init; }

        [FromQuery(Name = "until"), Description("Before this instant, RFC 3339.")]
        public string? Until { get; init; }

        [FromQuery(Name = "limit"), Description("1 to 1000; 100 where left out.")]
        public string? Limit { get; init; }

        [FromQuery(Name = "before"), Description("'next' of the page before.")]
        public string? Before { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/audit", HandleAsync).RequireAuthorization(Policies.AuditRead)
            .WithSummary("Entries of the audit log, the latest first; filters say who, what, of whom and when.").WithTags("Audit")
            .Produces<Page>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        [AsParameters] Query query, [FromServices] Casework.Queries.ICaseQueries cases, [FromServices] AuditTowns auditTowns, HttpContext http,
        CancellationToken cancellationToken)
    {
        var wrong = new List<(string Field, object? Value, string WayOut)>();
        var limit = (int)Number(query.Limit, "limit", 1, MostAtOnce, wrong).GetValueOrDefault(100);
        var before = Number(query.Before, "before", 1, long.MaxValue, wrong);
        var (since, until) = (Instant(query.Since, "since", wrong), Instant(query.Until, "until", wrong));
        AuditAction? action = null;
        if (!string.IsNullOrEmpty(query.Action))
        {
            action = Words.TryParse<AuditAction>(query.Action, out var known) ? known : null;
            if (action is null)
            {
                wrong.Add(("action", query.Action, $"Choose among: {string.Join(", ", Words.AllOf<AuditAction>())}."));
            }
        }

        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        AuditedCase? audited = null;
        if (Text(query.Case) is { } caseId)
        {
            if (await cases.GetAsync(caseId, cancellationToken) is not { } found || !await http.AllowsAsync(caseId))
            {
                return TypedResults.Problem(title: "No such case", detail: $"There is no case '{caseId}'.", statusCode: StatusCodes.Status404NotFound);
            }

            audited = new AuditedCase(found.Case.CaseId, found.Case.Subject);
        }

        var filter = new AuditFilter(Text(query.Actor), action, Text(query.Subject), Text(query.WorkOrder), since, until, audited);
        var (entries, next) = await auditTowns.FindAsync(filter, before, limit, CaseGate.TownsOfDesk(http.User), cancellationToken);
        return TypedResults.Ok(new Page([.. entries.Select(Show)], next));
    }

    private static Entry Show(AuditEntry e) => new(e.Sequence, e.At, e.Actor, e.Role, e.Action, e.Subject, e.Reason, Convert.ToHexStringLower(e.Hash));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static long? Number(string? text, string field, long least, long most, List<(string, object?, string)> wrong)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        wrong.Add((field, text, $"Give a whole number from {least} to {most}."));
        return null;
    }

    private static DateTimeOffset? Instant(string? text, string field, List<(string, object?, string)> wrong)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        wrong.Add((field, text, "Give an instant such as 2026-03-01T00:00:00Z, or leave it out."));
        return null;
    }
}
