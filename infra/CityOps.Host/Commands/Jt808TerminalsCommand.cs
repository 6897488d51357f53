using System.CommandLine;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Host.Operating;
using Spectre.Console;

namespace CityOps.Host.Commands;

/// <summary><c>cityops jt808 terminals</c>: who is connected to a running installation, and who is unknown to it.</summary>
internal static class Jt808TerminalsCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var unknown = new Option<bool>("--unknown") { Description = "Show the terminals that no truck has, and how much of them was put aside." };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "terminals",
            "Show the terminals that are connected, or those that no truck has.",
            """
            cityops jt808 terminals --data ./cityops-data
            cityops jt808 terminals --unknown
            """)
        {
            data, unknown, json,
        };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(DataFolder.OpenExisting(parsed.GetValue(data)!), parsed.GetValue(unknown), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task RunAsync(DataFolder folder, bool unknown, bool json, CancellationToken cancellationToken)
    {
        using var api = RunningApi.Of(folder, Roles.SystemAdmin);
        var answer = await api.GetAsync(unknown ? "terminals/unknown" : "terminals", cancellationToken);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(answer));
            return;
        }

        TerminalTable.UseWholeWidth();
        AnsiConsole.Write(unknown ? UnknownOf(answer) : ConnectedOf(answer));
        Console.WriteLine(unknown
            ? "Once a truck has the phone, send what was put aside again with 'cityops dead-letters requeue --topic truck-positions --field terminal_phone'."
            : $"{answer.GetProperty("connections")} connected to {answer.GetProperty("listening")}.");
    }

    private static Table ConnectedOf(JsonElement answer) => TableOf(
        answer.GetProperty("terminals"), ["phone", "truck_id", "state", "edition", "remote", "last_seen", "positions", "unanswered"]);

    private static Table UnknownOf(JsonElement answer) => TableOf(
        answer.GetProperty("terminals"), ["phone", "plate", "first_seen", "last_seen", "messages", "registered"]);

    private static Table TableOf(JsonElement rows, string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns(columns);
        foreach (var row in rows.EnumerateArray())
        {
            table.AddRow([.. columns.Select(column => Markup.Escape(row.GetProperty(column).ToString()))]);
        }

        return table;
    }
}
