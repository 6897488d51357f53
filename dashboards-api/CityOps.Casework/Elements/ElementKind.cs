namespace CityOps.Casework.Elements;

public enum ElementFieldType
{
    /// <summary>Lower-case letters, digits and <c>_ - / .</c>, at most 64.</summary>
    Code,

    /// <summary>At most 4,000 characters.</summary>
    Text,

    /// <summary>0 to 1,000,000.</summary>
    Whole,

    /// <summary>0 to 1.</summary>
    Share,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>Such as <c>2026-10-01</c>.</summary>
    Day,

    /// <summary>RFC 3339 with an offset.</summary>
    Instant,
}

/// <param name="Values">Where only these are allowed.</param>
/// <param name="Of">The kind of which the value must be a code; <c>scenario</c>: the name of an installed one.</param>
public sealed record ElementField(string Name, ElementFieldType Type, bool Required = true, IReadOnlyList<string>? Values = null, string? Of = null);

/// <summary>A kind of standard element (管理要素): what its entries hold.</summary>
/// <param name="Key">The fields that make an entry's code, joined by <c>/</c>.</param>
public sealed record ElementKind(string Name, string Zh, IReadOnlyList<string> Key, IReadOnlyList<ElementField> Fields)
{
    private static readonly ElementField Scenario = new("scenario", ElementFieldType.Code, Of: "scenario");

    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<ElementKind> All { get; } =
    [
        new("unit", "单位", ["code"], [new("code", ElementFieldType.Code), new("zh", ElementFieldType.Text), new("town", ElementFieldType.Text, false)]),
        new("grid_cell", "网格", ["cell"], [new("cell", ElementFieldType.Code), new("town", ElementFieldType.Text), new("unit", ElementFieldType.Code, Of: "unit")]),
        new("roster", "值班", ["inspector", "from"],
        [
            new("inspector", ElementFieldType.Text), new("unit", ElementFieldType.Code, Of: "unit"), new("from", ElementFieldType.Instant),
            new("to", ElementFieldType.Instant), new("skills", ElementFieldType.Text, false), new("grid_cells", ElementFieldType.Text, false),
        ]),
        new("authority", "执法资格", ["inspector", "scenario"],
        [
            new("inspector", ElementFieldType.Text), Scenario, new("certificate", ElementFieldType.Text), new("expires_on", ElementFieldType.Day),
            new("enforcement", ElementFieldType.Flag),
        ]),
        new("reason", "事由", ["scenario", "list", "code"],
        [
            Scenario, new("list", ElementFieldType.Code, Values: ["filing", "dismiss", "lawful", "return"]), new("code", ElementFieldType.Code),
            new("zh", ElementFieldType.Text), new("en", ElementFieldType.Text),
        ]),
        new("checklist", "检查项", ["scenario", "code"],
            [Scenario, new("code", ElementFieldType.Code), new("zh", ElementFieldType.Text), new("en", ElementFieldType.Text), new("required", ElementFieldType.Flag)]),
        new("category", "案件类别", ["scenario", "kind"],
            [Scenario, new("kind", ElementFieldType.Code), new("code", ElementFieldType.Code), new("zh", ElementFieldType.Text), new("en", ElementFieldType.Text)]),
        new("outcome_code", "结果代码", ["scenario", "outcome", "code"],
        [
            Scenario, new("outcome", ElementFieldType.Code, Values: ["confirmed", "not_found", "other_violation"]), new("code", ElementFieldType.Code),
            new("zh", ElementFieldType.Text), new("en", ElementFieldType.Text),
        ]),
        new("evidence", "取证要求", ["scenario", "step", "code"],
        [
            Scenario, new("step", ElementFieldType.Code, Values: ["confirmed", "not_found", "no_entry", "other_violation", Elements.NeededEvidence.Recheck]),
            new("code", ElementFieldType.Code), new("zh", ElementFieldType.Text), new("en", ElementFieldType.Text), new("at_least", ElementFieldType.Whole),
        ]),
        new("limit", "时限", ["scenario", "step"],
        [
            Scenario, new("step", ElementFieldType.Code, Values: ["review", "dispatch", "handle", "verify", "objection", "look_back"]),
            new("amount", ElementFieldType.Whole), new("unit", ElementFieldType.Code, Values: ["urgent_hours", "working_hours", "working_days", "calendar_days"]),
        ]),
        new("alarm", "预警", ["scenario"],
        [
            Scenario, new("acknowledge_minutes", ElementFieldType.Whole), new("warn_at_percent", ElementFieldType.Whole),
            new("remind_every_hours", ElementFieldType.Whole), new("reminders", ElementFieldType.Whole),
        ]),
        new("escalation", "督办链", ["scenario", "level"],
        [
            Scenario, new("level", ElementFieldType.Whole), new("after_hours", ElementFieldType.Whole),
            new("role", ElementFieldType.Code, Values: ["analyst", "reviewer", "leader"]),
        ]),
        new("calendar_day", "节假日", ["day"], [new("day", ElementFieldType.Day), new("workday", ElementFieldType.Flag), new("zh", ElementFieldType.Text, false)]),
        new("visit_budget", "走访额度", ["scenario", "town"], [Scenario, new("town", ElementFieldType.Text), new("visits_per_week", ElementFieldType.Whole)]),
        new("dispatch_rule", "派遣规则", ["code"],
        [
            new("code", ElementFieldType.Code), Scenario, new("kind", ElementFieldType.Code), new("min_score", ElementFieldType.Share),
            new("town", ElementFieldType.Text, false), new("unit", ElementFieldType.Code, Of: "unit"),
        ]),
        new("notice_template", "文书模板", ["code"], [new("code", ElementFieldType.Code), new("zh", ElementFieldType.Text), new("text", ElementFieldType.Text)]),
    ];

    public static ElementKind? Find(string name) => All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));

    public string CodeOf(IReadOnlyDictionary<string, string> fields) => string.Join('/', Key.Select(k => fields.GetValueOrDefault(k, "")));
}

/// <param name="Version">1, 2, 3 …; 0 for what is shipped.</param>
public sealed record Element(string Kind, string Code, int Version, IReadOnlyDictionary<string, string> Fields)
{
    public string this[string field] => Fields.GetValueOrDefault(field, "");
}
