using CityOps.Casework.Domain;
using CityOps.Casework.Storage;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Queries;

internal sealed class WorkOrderQueries(ICaseworkDbFactory databases) : IWorkOrderQueries
{
    public async Task<IReadOnlyList<WorkOrderSummary>> ListAsync(WorkOrderFilter filter, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var orders = db.WorkOrders.AsNoTracking();
        if (filter.Inspector is { } inspector)
        {
            orders = orders.Where(o => o.Inspector == inspector);
        }

        if (filter.OpenOnly)
        {
            orders = orders.Where(o => o.Status == WorkOrderStatus.Open || o.Status == WorkOrderStatus.Accepted);
        }

        var rows = await orders
            .Join(db.Cases.AsNoTracking(), o => o.CaseId, c => c.CaseId, (o, c) => new { Order = o, Case = c })
            .OrderBy(r => r.Order.DueAt).ThenBy(r => r.Order.WorkOrderId)
            .Take(Math.Clamp(filter.Limit, 1, 500))
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => new WorkOrderSummary(
            r.Order.WorkOrderId, r.Case.CaseId, r.Case.Scenario, r.Case.Subject, r.Case.Stage, r.Case.Town, r.Case.Kind, r.Case.Score,
            r.Order.Status, r.Order.Inspector, r.Order.Unit, r.Order.CreatedAt, r.Order.DueAt, r.Order.Attempts, r.Order.Outcome, r.Order.FinishedAt, r.Case.Version))];
    }
}
