using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace CityOps.Host.Operating;

/// <summary>Renders the answers of the dead-letter endpoints for a terminal.</summary>
internal static class DeadLetterText
{
    public static void WriteCounts(JsonElement page)
    {
        TerminalTable.UseWholeWidth();
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("letters", "open", "topic", "field", "reason");
        foreach (var count in page.GetProperty("counts").EnumerateArray())
        {
            table.AddRow(Of(count, "letters"), Of(count, "open"), Of(count, "topic"), Of(count, "field"), Of(count, "reason"));
        }

        AnsiConsole.Write(table);
    }

    public static void WriteLetters(JsonElement page)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("id").NoWrap());
        table.AddColumns("refused", "topic", "origin", "row", "field", "reason", "attempts", "sent again");
        foreach (var letter in page.GetProperty("dead_letters").EnumerateArray())
        {
            table.AddRow(
                Of(letter, "id"), Of(letter, "at"), Of(letter, "topic"), Of(letter, "origin"), Of(letter, "row"), Of(letter, "field"), Markup.Escape(WhyOf(letter)), Of(letter, "attempts"),
                $"{Of(letter, "requeued_at")} {Of(letter, "requeued_by")} {Of(letter, "requeued_note")}".Trim());
        }

        AnsiConsole.Write(table);
        if (page.GetProperty("next").GetString() is { } next)
        {
            AnsiConsole.MarkupLine($"There are more: --before {Markup.Escape(next)}");
        }
    }

    public static void WriteOpened(JsonElement opened)
    {
        var letter = opened.GetProperty("dead_letter");
        Console.WriteLine($"{Plain(letter, "topic")}, {Plain(letter, "origin")}, row {Plain(letter, "row")}: {WhyOf(letter)}");
        Console.WriteLine($"{Plain(letter, "content_type")}, refused first at {Plain(letter, "first_at")}, last at {Plain(letter, "at")}, attempts {Plain(letter, "attempts")}");
        Console.WriteLine(opened.GetProperty("text").GetString() ?? $"(base64) {opened.GetProperty("base64").GetString()}");
    }

    public static void WriteRequeued(JsonElement answer)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Plain(answer, "requeued")} sent again, {Plain(answer, "already_requeued")} were before, {Plain(answer, "refused_again")} refused again, {Plain(answer, "not_whole")} not whole, {Plain(answer, "unknown")} unknown."));
        foreach (var outcome in answer.GetProperty("not_sent").EnumerateArray())
        {
            var line = new StringBuilder("  ").Append(Plain(outcome, "id")).Append(' ').Append(Plain(outcome, "result"));
            if (Plain(outcome, "reason").Length > 0)
            {
                line.Append(": ").Append(Plain(outcome, "field")).Append(' ').Append(WhyOf(outcome));
            }

            Console.WriteLine(line);
        }

        if (answer.GetProperty("more").GetBoolean())
        {
            Console.WriteLine("There are more: run the same command again.");
        }
    }

    private static string WhyOf(JsonElement of) => Plain(of, "detail") is { Length: > 0 } detail ? $"{Plain(of, "reason")} ({detail})" : Plain(of, "reason");

    private static string Of(JsonElement of, string name) => Markup.Escape(Plain(of, name));

    private static string Plain(JsonElement of, string name) => of.GetProperty(name) switch
    {
        { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var other => other.GetRawText(),
    };
}
