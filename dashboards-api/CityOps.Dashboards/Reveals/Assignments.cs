using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Casework.Storage;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Reveals;

/// <summary>Finds the work order that somebody acts on.</summary>
internal sealed class Assignments(ICaseworkDbFactory databases, ICaseQueries cases, CaseElements elements)
{
    public async Task<Assignment?> FindAsync(string workOrderId, CancellationToken cancellationToken)
    {
        string? caseId;
        await using (var db = databases.Create())
        {
            caseId = await db.WorkOrders.AsNoTracking().Where(o => o.WorkOrderId == workOrderId).Select(o => o.CaseId).FirstOrDefaultAsync(cancellationToken);
        }

        return caseId is not null
            && await cases.GetAsync(caseId, cancellationToken) is { } found
            && elements.TryGet(found.Case.Scenario, out var part)
            && found.WorkOrders.FirstOrDefault(o => string.Equals(o.WorkOrderId, workOrderId, StringComparison.Ordinal)) is { } order
            ? new Assignment(found, order, part.SubjectKind)
            : null;
    }
}
