using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Elements;

/// <summary>The entries of every kind as they stand, read-only; and what casework asks of them.</summary>
public sealed class ElementSet
{
    private readonly ILookup<string, Element> _byKind;
    private readonly Dictionary<(string, string), Element> _byCode;
    private readonly Lazy<IReadOnlyList<Duty>> _duties;
    private readonly Lazy<ILookup<string, Duty>> _dutiesOf;

    public ElementSet(IReadOnlyList<Element> all)
    {
        _byKind = all.ToLookup(e => e.Kind, StringComparer.Ordinal);
        _byCode = all.ToDictionary(e => (e.Kind, e.Code));
        _duties = new(Duties);
        _dutiesOf = new(() => _duties.Value.ToLookup(d => d.Inspector, StringComparer.Ordinal));
    }

    public static ElementSet Empty { get; } = new([]);

    public IEnumerable<Element> Of(string kind) => _byKind[kind];

    public Element? Find(string kind, string code) => _byCode.GetValueOrDefault((kind, code));

    /// <summary>The codes of all units, in order.</summary>
    public IEnumerable<string> UnitCodes => Of("unit").Select(u => u.Code).Order(StringComparer.Ordinal);

    /// <summary>Whether a unit is one of the data; true for every name where it has none.</summary>
    public bool TakesUnit(string unit) => !Of("unit").Any() || Find("unit", unit) is not null;

    /// <summary>Days that are worked or free against the rule of the week.</summary>
    internal IReadOnlyDictionary<DateOnly, bool> Days => Of("calendar_day").Where(d => ElementCheck.Day(d["day"]) is not null)
        .ToDictionary(d => ElementCheck.Day(d["day"])!.Value, d => d["workday"] is "true");

    /// <summary>Who is on duty at an instant.</summary>
    public IReadOnlyList<Duty> OnDuty(DateTimeOffset now) => [.. _duties.Value.Where(d => d.From <= now && now < d.To)];

    /// <summary>What somebody is on duty for at an instant: every request of an inspector asks, so that it must not read the whole roster.</summary>
    public IReadOnlyList<Duty> DutiesOf(string inspector, DateTimeOffset now) => [.. _dutiesOf.Value[inspector].Where(d => d.From <= now && now < d.To)];

    /// <summary>Whether somebody may act in a scenario; true where no authority is recorded for it at all.</summary>
    /// <param name="today">The local day: a certificate holds until its last one ends here.</param>
    /// <param name="enforcing">An enforcement step asks for the right to enforce.</param>
    public bool IsAuthorised(string inspector, string scenario, DateOnly today, bool enforcing)
    {
        var ofScenario = Of("authority").Where(a => string.Equals(a["scenario"], scenario, StringComparison.Ordinal)).ToList();
        return ofScenario.Count is 0 || ofScenario.Exists(a => string.Equals(a["inspector"], inspector, StringComparison.Ordinal)
            && ElementCheck.Day(a["expires_on"]) >= today && (!enforcing || a["enforcement"] is "true"));
    }

    /// <summary>The unit of a grid cell, or null.</summary>
    public string? UnitOf(string? gridCell) => gridCell is null ? null : Find("grid_cell", gridCell)?["unit"];

    /// <summary>Visits a week in a town, or null where none is set.</summary>
    public int? VisitsPerWeek(string scenario, string? town) =>
        town is not null && Find("visit_budget", $"{scenario}/{town}") is { } budget ? int.Parse(budget["visits_per_week"], CultureInfo.InvariantCulture) : null;

    private IReadOnlyList<Duty> Duties() =>
        [.. Of("roster").Select(r => new Duty(
                r["inspector"], r["unit"], ElementCheck.Instant(r["from"])!.Value, ElementCheck.Instant(r["to"])!.Value, Words(r["skills"]), Words(r["grid_cells"])))
            .OrderBy(d => d.Inspector, StringComparer.Ordinal)];

    /// <summary>What the data says over what is shipped.</summary>
    internal CaseElementsPart Over(CaseElementsPart part)
    {
        List<Element> Mine(string kind) => [.. Of(kind).Where(e => string.Equals(e["scenario"], part.Scenario, StringComparison.Ordinal))];
        var limits = Mine("limit").ToDictionary(
            e => e["step"], e => new TimeLimit(Whole(e, "amount"), Domain.Text.TryParse<TimeLimitUnit>(e["unit"], out var unit) ? unit : TimeLimitUnit.CalendarDays), StringComparer.Ordinal);
        var (alarm, chain, reasons) = (Mine("alarm").FirstOrDefault(), Mine("escalation"), Mine("reason"));
        var alarms = alarm is null ? part.Alarms : part.Alarms with
        {
            AcknowledgeMinutes = Whole(alarm, "acknowledge_minutes"),
            WarnAtPercent = Whole(alarm, "warn_at_percent"),
            RemindEveryHours = Whole(alarm, "remind_every_hours"),
            Reminders = Whole(alarm, "reminders"),
        };
        IReadOnlyList<CaseCode> Codes(string list, IReadOnlyList<CaseCode> shipped) => Over(
            shipped, reasons.Where(r => string.Equals(r["list"], list, StringComparison.Ordinal)).Select(r => new CaseCode(r["code"], r["zh"], r["en"])), c => c.Code);

        return part with
        {
            FilingReasons = Codes("filing", part.FilingReasons),
            DismissReasons = Codes("dismiss", part.DismissReasons),
            LawfulReasons = Codes("lawful", part.LawfulReasons),
            ReturnReasons = Codes("return", part.ReturnReasons),
            Categories = Over(part.Categories, Mine("category").Select(e => new CaseCategory(e["kind"], e["code"], e["zh"], e["en"])), c => c.Kind),
            OutcomeCodes = Over(
                part.OutcomeCodes,
                Mine("outcome_code").Select(e => new OutcomeCode(Domain.Text.TryParse<Outcome>(e["outcome"], out var outcome) ? outcome : Outcome.OtherViolation, e["code"], e["zh"], e["en"])),
                c => (c.Outcome, c.Code)),
            NeededEvidence = Over(
                part.NeededEvidence, Mine("evidence").Select(e => new NeededEvidence(e["step"], e["code"], e["zh"], e["en"], Whole(e, "at_least"))), e => (e.Step, e.Code)),
            Limits = new CaseLimits(
                limits.GetValueOrDefault("review", part.Limits.Review), limits.GetValueOrDefault("dispatch", part.Limits.Dispatch),
                limits.GetValueOrDefault("handle", part.Limits.Handle), limits.GetValueOrDefault("verify", part.Limits.Verify)),
            ObjectionAnswer = limits.GetValueOrDefault("objection", part.ObjectionAnswer),
            LookBack = limits.GetValueOrDefault("look_back") ?? part.LookBack,
            Alarms = chain.Count is 0 ? alarms : alarms with { Escalation = [.. chain.Select(e => new EscalationLevel(Whole(e, "after_hours"), e["role"])).OrderBy(l => l.AfterHours)] },
            Checklist = Over(part.Checklist, Mine("checklist").Select(c => new ChecklistItem(c["code"], c["zh"], c["en"], c["required"] is "true")), c => c.Code),
        };
    }

    // An installation adds entries, and replaces those that are shipped under the same code.
    private static IReadOnlyList<T> Over<T, TKey>(IReadOnlyList<T> shipped, IEnumerable<T> data, Func<T, TKey> key)
    {
        var mine = data.ToList();
        return [.. shipped.ExceptBy(mine.Select(key), key), .. mine];
    }

    private static int Whole(Element element, string field) => int.Parse(element[field], CultureInfo.InvariantCulture);

    private static string[] Words(string text) => text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Somebody on duty (值班).</summary>
public sealed record Duty(string Inspector, string Unit, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Skills, IReadOnlyList<string> GridCells);
