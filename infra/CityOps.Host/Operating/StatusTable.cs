using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace CityOps.Host.Operating;

/// <summary>Renders the answer of <c>GET /api/v1/pipelines</c> for a terminal.</summary>
internal static class StatusTable
{
    // Below this many characters a row only says what needs a look; the rest is in a wider terminal and in --json.
    private const int WideTerminal = 120;

    // Figures are looked up for each answer; older ones are so because the log does not answer.
    private const double StaleSeconds = 2;

    private static readonly Column[] Columns =
    [
        new("group", p => Text(p, "group")),
        new("topic", p => Text(p, "topic")),
        new("p", p => Number(p, "partition"), Right: true),
        new("done", p => Number(p, "next_offset"), Right: true, WideOnly: true),
        new("end", p => Number(p, "end_offset"), Right: true, WideOnly: true),
        new("lag rows", p => Number(p, "lag_rows"), Right: true),
        new("lag s", p => Number(p, "lag_seconds"), Right: true),
        new("rows/s", p => Number(p, "rows_per_second"), Right: true, WideOnly: true),
        new("retries", p => Number(p, "retries"), Right: true, WideOnly: true),
        new("state", StateOf),
        new("reason", ReasonOf, Wraps: true),
    ];

    /// <param name="all">Also partitions where nothing waits and nothing is wrong.</param>
    /// <param name="width">Of the terminal, in characters.</param>
    public static Table Of(JsonElement answer, bool all, int width)
    {
        var shown = Columns.Where(c => width >= WideTerminal || !c.WideOnly).ToArray();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (title, _, right, _, wraps) in shown)
        {
            var column = new TableColumn(title) { NoWrap = !wraps, Padding = new Padding(0, 0, 1, 0) };
            table.AddColumn(right ? column.RightAligned() : column);
        }

        foreach (var partition in answer.GetProperty("partitions").EnumerateArray().Where(p => all || IsOfInterest(p)))
        {
            table.AddRow([.. shown.Select(c => c.Of(partition))]);
        }

        return table;
    }

    /// <summary>A line for each thing that everybody waits for, and how old the figures are where they could not be looked up anew.</summary>
    public static IEnumerable<string> Outages(JsonElement answer)
    {
        foreach (var outage in answer.GetProperty("outages").EnumerateArray())
        {
            yield return $"[red]outage of {Text(outage, "what")}[/] since {Instant(outage, "since")}: {Text(outage, "reason")}";
        }

        if (answer.GetProperty("sampled_at").ValueKind is JsonValueKind.Null)
        {
            yield return "[yellow]How far the consumers are behind has not been looked up yet since the process started.[/]";
        }
        else if (answer.GetProperty("sample_age_seconds").GetDouble() > StaleSeconds)
        {
            yield return $"[yellow]Offsets and lag are those of {Instant(answer, "sampled_at")}, {Number(answer, "sample_age_seconds")} s ago; state and reason are of now.[/]";
        }
    }

    /// <summary>One line a group.</summary>
    public static IEnumerable<string> Summary(JsonElement answer) => answer.GetProperty("groups").EnumerateArray().Select(g => string.Create(
        CultureInfo.InvariantCulture,
        $"{Text(g, "group"),-16} {Number(g, "lag_rows"),12} rows behind, {Number(g, "lag_seconds")} s; {Number(g, "rows_per_second")} rows/s; {Number(g, "buffered_bytes")} bytes buffered; {Text(g, "state")}"));

    private static bool IsOfInterest(JsonElement partition) =>
        partition.GetProperty("end_offset").GetInt64() > 0 && (partition.GetProperty("lag_messages").GetInt64() > 0 || partition.GetProperty("rows").GetInt64() > 0)
        || partition.GetProperty("state").GetString() is not ("running" or "elsewhere");

    private static string StateOf(JsonElement partition) => partition.GetProperty("state").GetString() switch
    {
        "running" => "[green]running[/]",
        "retrying" => "[yellow]retrying[/]",
        "slow" => "[yellow]slow[/]",
        "stopped" => "[red]stopped[/]",
        var other => Markup.Escape(other ?? ""),
    };

    // Of a partition that fares well: why a figure is missing.
    private static string ReasonOf(JsonElement partition) => Text(partition, "reason") is { Length: > 0 } reason ? reason
        : Text(partition, "lag_seconds_unknown") is { Length: > 0 } unknown ? "lag s: " + unknown
        : "";

    private static string Instant(JsonElement of, string name) => of.GetProperty(name).GetDateTimeOffset().UtcDateTime.ToString("u", CultureInfo.InvariantCulture);

    private static string Text(JsonElement of, string name) => Markup.Escape(of.GetProperty(name).ValueKind is JsonValueKind.String ? of.GetProperty(name).GetString()! : "");

    private static string Number(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble().ToString("N0", CultureInfo.InvariantCulture) : "–";

    /// <param name="Wraps">What a reader copies or compares stays on one line; the reason takes what is left.</param>
    private sealed record Column(string Title, Func<JsonElement, string> Of, bool Right = false, bool WideOnly = false, bool Wraps = false);
}
