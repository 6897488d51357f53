using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace CityOps.Host.Operating;

/// <summary>Renders the answer of <c>GET /api/v1/pipelines</c> for a terminal.</summary>
internal static class StatusTable
{
    /// <param name="all">Also partitions where nothing waits and nothing is wrong.</param>
    public static Table Of(JsonElement answer, bool all)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (title, right) in new[]
        {
            ("group", false), ("topic", false), ("p", true), ("done", true), ("end", true), ("lag rows", true), ("lag s", true), ("rows/s", true), ("retries", true), ("state", false), ("reason", false),
        })
        {
            // What a reader copies or compares stays on one line; the reason takes what is left.
            var column = new TableColumn(title) { NoWrap = title is not "reason", Padding = new Padding(0, 0, 1, 0) };
            table.AddColumn(right ? column.RightAligned() : column);
        }

        foreach (var partition in answer.GetProperty("partitions").EnumerateArray().Where(p => all || IsOfInterest(p)))
        {
            table.AddRow(
                Text(partition, "group"), Text(partition, "topic"), Number(partition, "partition"), Number(partition, "next_offset"), Number(partition, "end_offset"),
                Number(partition, "lag_rows"), Number(partition, "lag_seconds"), Number(partition, "rows_per_second"), Number(partition, "retries"),
                StateOf(partition), Text(partition, "reason"));
        }

        return table;
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

    private static string Text(JsonElement of, string name) => Markup.Escape(of.GetProperty(name).ValueKind is JsonValueKind.String ? of.GetProperty(name).GetString()! : "");

    private static string Number(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble().ToString("N0", CultureInfo.InvariantCulture) : "–";
}
