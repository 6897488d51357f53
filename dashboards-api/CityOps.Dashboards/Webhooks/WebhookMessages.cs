using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Feed;
using NodaTime;

namespace CityOps.Dashboards.Webhooks;

/// <summary>
/// What subscribers are told, in the form each reads: case ids, kinds, stages and towns; never a subject, a name or a note. Whoever may see more opens the
/// case.
/// </summary>
internal sealed class WebhookMessages(CaseElements elements, DateTimeZone zone)
{
    public const string Standard = "standard";
    public const string WeComMarkdown = "wecom_markdown";
    public const string WeComText = "wecom_text";
    public const string CaseChanged = "case.changed";
    public const string Digest = "cases.digest";
    public const string Test = "test";

    /// <summary>What a robot of WeCom (企业微信, 政务微信) takes.</summary>
    private const int MaxMarkdownBytes = 4_096;
    private const int MaxTextBytes = 2_048;
    private const int NamedCases = 20;

    // Chinese as it is: the receiver logs read it.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<string> Formats { get; } = [Standard, WeComMarkdown, WeComText];

    public string One(string format, CaseFeedItem item, DateTimeOffset now) => format switch
    {
        WeComMarkdown => Markdown($"**{Title(item.Change!)}**\n>{CaseLine(item.Change!)}"),
        WeComText => Plain($"{Title(item.Change!)}\n{CaseLine(item.Change!)}"),
        _ => JsonSerializer.Serialize(new { type = CaseChanged, timestamp = now, data = Data(item) }, Json),
    };

    public string Many(string format, IReadOnlyList<CaseFeedItem> items, DateTimeOffset now)
    {
        var counts = items.GroupBy(i => (i.Change!.Scenario, i.Change.Kind))
            .Select(g => new { scenario = g.Key.Scenario, kind = g.Key.Kind, changes = g.Count() })
            .OrderBy(c => c.scenario, StringComparer.Ordinal).ThenByDescending(c => c.changes).ThenBy(c => c.kind, StringComparer.Ordinal).ToList();
        var cases = items.Select(i => i.Change!.CaseId).Distinct(StringComparer.Ordinal).ToList();
        if (format is Standard)
        {
            return JsonSerializer.Serialize(
                new
                {
                    type = Digest,
                    timestamp = now,
                    data = new
                    {
                        changes = items.Count,
                        cases = cases.Count,
                        first_id = items[0].Id,
                        last_id = items[^1].Id,
                        counts,
                        case_ids = cases.Take(NamedCases),
                        more_case_ids = Math.Max(0, cases.Count - NamedCases),
                    },
                },
                Json);
        }

        var title = string.Create(CultureInfo.InvariantCulture, $"{items.Count} 条变动，涉及 {cases.Count} 个案件（{Local(items[0].Change!.At)} 至 {Local(items[^1].Change!.At)}）");
        var lines = counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{NameOf(c.scenario)} · {KindZh(c.kind)}：{c.changes}"));
        return format is WeComMarkdown
            ? Markdown($"**{title}**\n" + string.Join('\n', lines.Select(line => ">" + line)))
            : Plain(title + "\n" + string.Join('\n', lines));
    }

    public static string Trial(string format, string name, DateTimeOffset now) => format switch
    {
        WeComMarkdown => Markdown($"**CityOps 测试消息**\n>订阅：{name}"),
        WeComText => Plain($"CityOps 测试消息\n订阅：{name}"),
        _ => JsonSerializer.Serialize(new { type = Test, timestamp = now, data = new { name } }, Json),
    };

    private static object Data(CaseFeedItem item) => new
    {
        id = item.Id,
        case_id = item.Change!.CaseId,
        sequence = item.Change.Sequence,
        scenario = item.Change.Scenario,
        kind = item.Change.Kind,
        stage = Text.Of(item.Change.Stage),
        town = item.Change.Town,
        score = item.Change.Score,
        at = item.Change.At,
    };

    private static string Markdown(string content) =>
        JsonSerializer.Serialize(new { msgtype = "markdown", markdown = new { content = Cut(content, MaxMarkdownBytes) } }, Json);

    private static string Plain(string content) =>
        JsonSerializer.Serialize(new { msgtype = "text", text = new { content = Cut(content, MaxTextBytes) } }, Json);

    // The robot refuses a message that is a byte too long; a character is never cut in two.
    private static string Cut(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maxBytes)
        {
            return text;
        }

        var (kept, bytes) = (0, 3);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > maxBytes)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return text[..kept] + "…";
    }

    private string Title(CaseChange change) => $"{NameOf(change.Scenario)} · {KindZh(change.Kind)}";

    private string CaseLine(CaseChange change) =>
        string.Create(CultureInfo.InvariantCulture, $"{change.CaseId}{(change.Town is { } town ? " · " + town : "")} · {Local(change.At)}");

    private string NameOf(string scenario) => elements.TryGet(scenario, out var part) ? part.TitleZh : scenario;

    private string Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string KindZh(string kind) => kind switch
    {
        "opened" => "发现",
        "evidence_added" => "新证据",
        "evidence_withdrawn" => "证据撤回",
        "triaged" => "受理",
        "filed" => "立案",
        "dismissed" => "不予立案",
        "lapsed" => "自动终止",
        "reopened" => "重开",
        "work_order_created" => "派遣",
        "work_order_accepted" => "接单",
        "visit_failed" => "未能入户",
        "outcome_reported" => "处置反馈",
        "work_order_returned" => "退单",
        "outcome_verified" => "核查通过",
        "outcome_rejected" => "核查退回",
        "closed" => "结案",
        "suspended" => "挂账",
        "resumed" => "恢复",
        "deadline_extended" => "延期",
        _ => kind,
    };
}
