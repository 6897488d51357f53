using System.Globalization;

namespace CityOps.Casework.Elements;

/// <summary>What is shipped, as entries of version 0, so that an installation sees what it may change.</summary>
public static class ElementDefaults
{
    private static readonly Dictionary<string, (string Zh, string Text)> Notices = new(StringComparer.Ordinal)
    {
        ["visit_slip"] = ("走访告知单", "案件 {case_id}。我们今日到访。如有异议，请凭编码 {slip_code} 于收到之日起提出，由未参与本案的人员复核并书面答复。"),
        ["rectification"] = ("责令改正通知书", "案件 {case_id}：经核查存在违规情形（{violation}），请于 {due_at} 前改正；届时复查。"),
        ["objection_answer"] = ("异议答复", "案件 {case_id}：关于您提出的异议，答复如下：{answer}"),
    };

    public static IReadOnlyList<Element> Of(ElementKind kind, IEnumerable<CaseElementsPart> parts) => kind.Name switch
    {
        "notice_template" => [.. Notices.Select(n => Make(kind, ("code", n.Key), ("zh", n.Value.Zh), ("text", n.Value.Text)))],
        "calendar_day" =>
        [
            .. PublicHolidays.Days.OrderBy(d => d.Key).Select(d => Make(
                kind, ("day", d.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("workday", d.Value.Workday ? "true" : "false"), ("zh", d.Value.Zh))),
        ],
        _ => [.. parts.SelectMany(part => Of(kind, part))],
    };

    private static IEnumerable<Element> Of(ElementKind kind, CaseElementsPart part) => kind.Name switch
    {
        "reason" => Reasons(kind, part, "filing", part.FilingReasons).Concat(Reasons(kind, part, "dismiss", part.DismissReasons))
            .Concat(Reasons(kind, part, "lawful", part.LawfulReasons)).Concat(Reasons(kind, part, "return", part.ReturnReasons)),
        "checklist" => part.Checklist.Select(c => Make(kind, ("scenario", part.Scenario), ("code", c.Code), ("zh", c.Zh), ("en", c.En), ("required", c.Required ? "true" : "false"))),
        "category" => part.Categories.Select(c => Make(kind, ("scenario", part.Scenario), ("kind", c.Kind), ("code", c.Code), ("zh", c.Zh), ("en", c.En))),
        "outcome_code" => part.OutcomeCodes.Select(c => Make(
            kind, ("scenario", part.Scenario), ("outcome", Domain.Text.Of(c.Outcome)), ("code", c.Code), ("zh", c.Zh), ("en", c.En))),
        "evidence" => part.NeededEvidence.Select(e => Make(
            kind, ("scenario", part.Scenario), ("step", e.Step), ("code", e.Code), ("zh", e.Zh), ("en", e.En), ("at_least", Text(e.AtLeast)))),
        "limit" => new (string Step, TimeLimit? Limit)[]
            {
                ("review", part.Limits.Review), ("dispatch", part.Limits.Dispatch), ("handle", part.Limits.Handle), ("verify", part.Limits.Verify),
                ("objection", part.ObjectionAnswer), ("look_back", part.LookBack),
            }
            .Where(l => l.Limit is not null)
            .Select(l => Make(kind, ("scenario", part.Scenario), ("step", l.Step), ("amount", Text(l.Limit!.Amount)), ("unit", Domain.Text.Of(l.Limit.Unit)))),
        "alarm" =>
        [
            Make(kind, ("scenario", part.Scenario), ("acknowledge_minutes", Text(part.Alarms.AcknowledgeMinutes)), ("warn_at_percent", Text(part.Alarms.WarnAtPercent)),
                ("remind_every_hours", Text(part.Alarms.RemindEveryHours)), ("reminders", Text(part.Alarms.Reminders))),
        ],
        "escalation" => part.Alarms.Escalation.Select((e, i) => Make(kind, ("scenario", part.Scenario), ("level", Text(i + 1)), ("after_hours", Text(e.AfterHours)), ("role", e.Role))),
        _ => [],
    };

    private static IEnumerable<Element> Reasons(ElementKind kind, CaseElementsPart part, string list, IReadOnlyList<CaseCode> codes) =>
        codes.Select(c => Make(kind, ("scenario", part.Scenario), ("list", list), ("code", c.Code), ("zh", c.Zh), ("en", c.En)));

    private static Element Make(ElementKind kind, params (string Name, string Value)[] fields)
    {
        var all = fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        return new(kind.Name, kind.CodeOf(all), 0, all);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
