using System.CommandLine;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Host.Operating;
using Spectre.Console;

namespace CityOps.Host.Commands;

/// <summary><c>cityops status</c>: how every consumer of a running installation fares.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var data = SharedOptions.Data();
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it anew every second until it is stopped." };
        var all = new Option<bool>("--all") { Description = "Show also the partitions where nothing waits and nothing is wrong." };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "status",
            "Show how far each consumer (landing, stream processors, casework) has come: lag, rates, retries, state and why. Exits 1 while a partition stands still.",
            """
            cityops status --data ./cityops-data
            cityops status --watch
            cityops status --json | jq '.partitions[] | select(.state != "running")'
            """)
        {
            data, watch, all, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            DataFolder.OpenExisting(parsed.GetValue(data)!), parsed.GetValue(watch), parsed.GetValue(all), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, bool watch, bool all, bool json, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(folder, cancellationToken);
        Show(answer, all, json);
        var said = "";
        while (watch)
        {
            try
            {
                await Task.Delay(Pause, cancellationToken);
                answer = await AskAsync(folder, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C is how watching ends.
                break;
            }
            catch (CommandException away)
            {
                // It may come back, on another port too: who watches wants to see that.
                if (!string.Equals(said, away.Message, StringComparison.Ordinal))
                {
                    await Console.Error.WriteLineAsync($"cityops: {away.Message} Watching on; Ctrl-C ends it.");
                    said = away.Message;
                }

                continue;
            }

            said = "";
            if (!json && !Console.IsOutputRedirected)
            {
                AnsiConsole.Clear();
            }

            Show(answer, all, json);
        }

        return answer.GetProperty("groups").EnumerateArray().Any(g => g.GetProperty("state").GetString() is "stopped") ? 1 : 0;
    }

    private static async Task<JsonElement> AskAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        using var api = RunningApi.Of(folder, Roles.SystemAdmin);
        return await api.GetAsync("pipelines", cancellationToken);
    }

    private static void Show(JsonElement answer, bool all, bool json)
    {
        if (json)
        {
            // One line a look, so that --watch is a stream of objects.
            Console.WriteLine(JsonSerializer.Serialize(answer));
            return;
        }

        TerminalTable.UseWholeWidth();
        foreach (var line in StatusTable.Outages(answer).Concat(StatusTable.Summary(answer)))
        {
            AnsiConsole.MarkupLine(line);
        }

        AnsiConsole.Write(StatusTable.Of(answer, all, AnsiConsole.Profile.Width));
    }
}
