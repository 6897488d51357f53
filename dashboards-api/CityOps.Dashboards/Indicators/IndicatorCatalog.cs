using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Indicators;

/// <summary>Every indicator. Each figure is counted from the items that <c>GET /indicators/{name}/cases</c> lists, and from nothing else.</summary>
internal sealed class IndicatorCatalog
{
    private static readonly string[] Endless = ["none", "closed", "dismissed"];
    private readonly Dictionary<string, Indicator> _byName;

    public IndicatorCatalog(CaseElements elements)
    {
        var dwellings = elements.All.Where(e => e.SubjectKind is SubjectKind.Dwelling).Select(e => e.Scenario).ToArray();
        _byName = Orders().Concat(Cases()).Concat(Visits(dwellings)).Concat(Stays()).ToDictionary(i => i.Definition.Name, StringComparer.Ordinal);
    }

    public IReadOnlyCollection<Indicator> All => _byName.Values;

    public Indicator? Find(string name) => _byName.GetValueOrDefault(name);

    private static IEnumerable<Indicator> Orders()
    {
        yield return new(
            new("handling_rate", "处置率", "Handling rate", IndicatorKind.Ratio, "work_order",
                "of these, those whose outcome has been reported (处置数)",
                "work orders whose deadline lies in the period, without returned ones and those of suspended cases (应处置数)", true),
            (db, p, ct) => DueAsync(db, p, late => true, ct));
        yield return new(
            new("on_time_handling_rate", "按期处置率", "On-time handling rate", IndicatorKind.Ratio, "work_order",
                "of these, those whose outcome was reported no later than the deadline (按期处置数)",
                "work orders whose deadline lies in the period, without returned ones and those of suspended cases (应处置数)", true),
            (db, p, ct) => DueAsync(db, p, late => !late, ct));
        yield return new(
            new("accurate_dispatch_rate", "准确派遣率", "Accurate dispatch rate", IndicatorKind.Ratio, "work_order",
                "of these, those that did not come back undone (准确派遣数)",
                "work orders created in the period (应派遣数)", true),
            async (db, p, ct) => await db.OrderFacts.AsNoTracking().Where(o => o.CreatedAt >= p.From && o.CreatedAt < p.To)
                .Select(o => new IndicatorItem(o.CaseId, o.CreatedAt, o.ReturnedAt == null, o.Scenario, o.Town, o.Unit, null, o.WorkOrderId, null, 0)).ToListAsync(ct));
        yield return new(
            new("rework_rate", "返工率", "Rework rate", IndicatorKind.Ratio, "check",
                "of these, those that sent the case back (返工数)",
                "checks of reported outcomes in the period (核查数)", false),
            async (db, p, ct) => await db.CheckFacts.AsNoTracking().Where(c => c.At >= p.From && c.At < p.To)
                .Select(c => new IndicatorItem(c.CaseId, c.At, !c.Passed, c.Scenario, c.Town, c.Unit, null, null, null, 0)).ToListAsync(ct));
    }

    private static IEnumerable<Indicator> Cases()
    {
        yield return new(
            new("closing_rate", "结案率", "Closing rate", IndicatorKind.Ratio, "case",
                "of these, those that are closed (结案数)",
                "cases filed in the period, without suspended ones (应结案数)", true),
            (db, p, ct) => FiledAsync(db, p, missed => true, ct));
        yield return new(
            new("on_time_closing_rate", "按期结案率", "On-time closing rate", IndicatorKind.Ratio, "case",
                "of these, those that are closed and whose every step met its deadline (按期结案数)",
                "cases filed in the period, without suspended ones (应结案数)", true),
            (db, p, ct) => FiledAsync(db, p, missed => missed is 0, ct));
    }

    private static IEnumerable<Indicator> Visits(string[] dwellings)
    {
        yield return new(
            new("model_precision", "模型查实率", "Precision of models on visits", IndicatorKind.Ratio, "visit",
                "of these, those that confirmed what the model suspected",
                "visits with entry in the period to what a model found (by random pick, complaint or campaign found ones are left out)", true),
            async (db, p, ct) => await db.VisitFacts.AsNoTracking()
                .Where(v => v.At >= p.From && v.At < p.To && v.FoundBy == "model" && v.ModelVersion != null && v.Outcome != "no_entry")
                .Select(v => new IndicatorItem(v.CaseId, v.At, v.Outcome == "confirmed", v.Scenario, v.Town, v.Unit, v.ModelVersion, v.WorkOrderId, null, 0))
                .ToListAsync(ct));
        yield return new(
            new("fruitless_visit_rate", "空跑率", "Fruitless visits", IndicatorKind.Ratio, "visit",
                "of these, those without entry and those that found nothing",
                "visits in the period", false),
            async (db, p, ct) => await db.VisitFacts.AsNoTracking().Where(v => v.At >= p.From && v.At < p.To)
                .Select(v => new IndicatorItem(
                    v.CaseId, v.At, v.Outcome == "no_entry" || v.Outcome == "not_found", v.Scenario, v.Town, v.Unit, v.ModelVersion, v.WorkOrderId, null, 0))
                .ToListAsync(ct));
        yield return new(
            new("visits_per_dwelling", "户均上门次数", "Visits per dwelling visited", IndicatorKind.PerSubject, "visit",
                "visits to dwellings in the period",
                "different dwellings among them", false),
            async (db, p, ct) => await db.VisitFacts.AsNoTracking().Where(v => v.At >= p.From && v.At < p.To && dwellings.Contains(v.Scenario))
                .Select(v => new IndicatorItem(v.CaseId, v.At, true, v.Scenario, v.Town, v.Unit, v.ModelVersion, v.WorkOrderId, v.Subject, 0)).ToListAsync(ct));
    }

    private static IEnumerable<Indicator> Stays() =>
        from stage in Enum.GetValues<CaseStage>().Select(Text.Of)
        where !Endless.Contains(stage, StringComparer.Ordinal)
        select new Indicator(
            new($"time_in_{stage}", $"停留时长（{Zh(stage)}）", $"Time in stage: {En(stage)}", IndicatorKind.Hours, "stay",
                "the median of their hours (and the 90th percentile)",
                $"stays of a case in the stage {En(stage)} that ended in the period", false),
            async (db, p, ct) => (await db.StageSpans.AsNoTracking().Where(s => s.Stage == stage && s.LeftAt >= p.From && s.LeftAt < p.To)
                    .Select(s => new { s.CaseId, Left = s.LeftAt!.Value, s.EnteredAt, s.Scenario, s.Town, s.Unit }).ToListAsync(ct))
                .ConvertAll(s => new IndicatorItem(s.CaseId, s.Left, true, s.Scenario, s.Town, s.Unit, Hours: (s.Left - s.EnteredAt).TotalHours)));

    private static async Task<List<IndicatorItem>> DueAsync(Storage.OperationsDb db, IndicatorPeriod p, Func<bool, bool> counts, CancellationToken ct)
    {
        var due = await db.OrderFacts.AsNoTracking().Where(o => o.DueAt >= p.From && o.DueAt < p.To && o.ReturnedAt == null && !o.Suspended)
            .Select(o => new { o.CaseId, o.DueAt, o.HandledAt, o.Scenario, o.Town, o.Unit, o.WorkOrderId }).ToListAsync(ct);
        return due.ConvertAll(o => new IndicatorItem(
            o.CaseId, o.DueAt, o.HandledAt is { } at && counts(at > o.DueAt), o.Scenario, o.Town, o.Unit, WorkOrderId: o.WorkOrderId));
    }

    private static async Task<List<IndicatorItem>> FiledAsync(Storage.OperationsDb db, IndicatorPeriod p, Func<int, bool> counts, CancellationToken ct)
    {
        var filed = await db.CaseFacts.AsNoTracking().Where(c => c.FiledAt >= p.From && c.FiledAt < p.To && c.Stage != "suspended")
            .Select(c => new { c.CaseId, At = c.FiledAt!.Value, c.ClosedAt, c.MissedDeadlines, c.Scenario, c.Town, c.Unit }).ToListAsync(ct);
        return filed.ConvertAll(c => new IndicatorItem(c.CaseId, c.At, c.ClosedAt is not null && counts(c.MissedDeadlines), c.Scenario, c.Town, c.Unit));
    }

    // As the pages call them.
    private static string En(string stage) => $"{char.ToUpperInvariant(stage[0])}{stage[1..]}";

    private static string Zh(string stage) => stage switch
    {
        "detected" => "发现",
        "triaged" => "受理",
        "filed" => "立案",
        "dispatched" => "派遣",
        "handling" => "处置",
        "verified" => "核查",
        "returned" => "退回",
        "suspended" => "挂账",
        "reopened" => "重开",
        _ => stage,
    };
}
