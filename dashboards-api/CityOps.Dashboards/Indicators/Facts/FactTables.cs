using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Indicators.Facts;

/// <summary>Tables and keys of the facts; every indicator reads by a range of time.</summary>
internal static class FactTables
{
    public static void Add(ModelBuilder model)
    {
        var cases = model.Entity<CaseFactRow>().ToTable("case_facts");
        cases.HasKey(c => c.CaseId);
        cases.HasIndex(c => c.OpenedAt);
        cases.HasIndex(c => c.FiledAt);
        cases.HasIndex(c => c.ClosedAt);
        cases.HasIndex(c => c.DismissedAt);

        var suspicions = model.Entity<SuspicionFactRow>().ToTable("suspicion_facts");
        suspicions.HasKey(s => new { s.CaseId, s.Sequence });
        suspicions.HasIndex(s => s.At);

        var orders = model.Entity<OrderFactRow>().ToTable("order_facts");
        orders.HasKey(o => o.WorkOrderId);
        orders.HasIndex(o => o.CaseId);
        orders.HasIndex(o => o.CreatedAt);
        orders.HasIndex(o => o.DueAt);
        orders.HasIndex(o => o.HandledAt);

        var visits = model.Entity<VisitFactRow>().ToTable("visit_facts");
        visits.HasKey(v => new { v.CaseId, v.Sequence });
        visits.HasIndex(v => v.At);

        var checks = model.Entity<CheckFactRow>().ToTable("check_facts");
        checks.HasKey(c => new { c.CaseId, c.Sequence });
        checks.HasIndex(c => c.At);

        var spans = model.Entity<StageSpanRow>().ToTable("stage_spans");
        spans.HasKey(s => new { s.CaseId, s.Sequence });
        spans.HasIndex(s => s.LeftAt);

        model.Entity<FollowedRow>().ToTable("followed").HasKey(f => f.Follower);
    }
}
