using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Storage;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Cases;

/// <param name="Town">Where it is; null: nobody knows.</param>
internal sealed record CaseSubject(string? Town, bool IsHousehold);

/// <summary>What the address of a case, work order or report is about. The id of a merged case leads to the one that goes on, so it is about both.</summary>
internal sealed class CaseSubjects(ICaseworkDbFactory casework, IOperationsDbFactory operations, CaseElements elements)
{
    public const string Cases = "/cases/{id}";
    public const string Orders = "/work-orders/{id}";
    private const string Reports = "/reports/{id}";

    public static bool Knows(string address) => Of(address, Cases) || Of(address, Orders) || Of(address, Reports);

    /// <summary>Empty: there is no such thing.</summary>
    public async Task<IReadOnlyList<CaseSubject>> OfAsync(string address, string id, CancellationToken cancellationToken)
    {
        if (Of(address, Reports))
        {
            await using var reports = operations.Create();
            var report = await reports.ServiceRequests.AsNoTracking().Where(r => r.RequestId == id).Select(r => new { r.Town, r.Scenario }).FirstOrDefaultAsync(cancellationToken);
            return report is null ? [] : [Subject(report.Town, report.Scenario)];
        }

        await using var db = casework.Create();
        return await GoingOnAsync(
            db, Of(address, Orders) ? await db.WorkOrders.AsNoTracking().Where(o => o.WorkOrderId == id).Select(o => o.CaseId).FirstOrDefaultAsync(cancellationToken) : id, cancellationToken);
    }

    private async Task<IReadOnlyList<CaseSubject>> GoingOnAsync(CaseworkDb db, string? caseId, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var subjects = new List<CaseSubject>();
        while (caseId is not null && seen.Add(caseId)
            && await db.Cases.AsNoTracking().Where(c => c.CaseId == caseId).Select(c => new { c.Town, c.Scenario, c.MergedInto }).FirstOrDefaultAsync(cancellationToken) is { } found)
        {
            subjects.Add(Subject(found.Town, found.Scenario));
            caseId = found.MergedInto;
        }

        return subjects;
    }

    private CaseSubject Subject(string? town, string scenario) => new(town, elements.TryGet(scenario, out var part) && part.SubjectKind is SubjectKind.Dwelling);

    private static bool Of(string address, string pattern) => address.Contains(pattern, StringComparison.Ordinal);
}
