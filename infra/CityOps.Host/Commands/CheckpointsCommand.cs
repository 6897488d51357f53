using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CityOps.Host.Composition;
using CityOps.Host.Operating;
using Spectre.Console;

namespace CityOps.Host.Commands;

/// <summary><c>cityops checkpoints</c>: where each consumer of the log stands, and the way to let one begin anew.</summary>
internal static class CheckpointsCommand
{
    public static Command Create() => new ExampledCommand(
        "checkpoints",
        "Show where each consumer of the log stands, or let one begin anew.",
        "cityops checkpoints list --data ./cityops-data")
    {
        List(), Forget(),
    };

    private static ExampledCommand List()
    {
        var data = SharedOptions.Data();
        var json = SharedOptions.Json();
        var consumer = new Option<string?>("--consumer") { Description = "Only this one's: landing, trucks, casework, bridge:GROUP.", HelpName = "NAME" };
        var topic = new Option<string?>("--topic") { Description = "Only of this topic.", HelpName = "TOPIC" };
        var command = new ExampledCommand(
            "list",
            "List the checkpoints as they are kept. 'cityops status' also says how much waits, where the server runs.",
            """
            cityops checkpoints list --data ./cityops-data
            cityops checkpoints list --consumer landing --json
            """)
        {
            data, consumer, topic, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var kept = KeptCheckpoints.Open(DataFolder.OpenExisting(parsed.GetValue(data)!));
            Show(await kept.ListAsync(parsed.GetValue(consumer), parsed.GetValue(topic), partition: null, cancellationToken), parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static ExampledCommand Forget()
    {
        var data = SharedOptions.Data();
        var consumer = new Option<string>("--consumer") { Description = "Whose: landing, trucks, casework, bridge:GROUP, as 'status' and 'list' show it.", HelpName = "NAME", Required = true };
        var topic = new Option<string>("--topic") { Description = "Of which topic.", HelpName = "TOPIC", Required = true };
        var partition = new Option<int?>("--partition") { Description = "Of which partition; all of the topic where left out.", HelpName = "N" };
        var by = new Option<string>("--by") { Description = "Who does it; the audit log shows it.", HelpName = "NAME", DefaultValueFactory = _ => Environment.UserName };
        var reason = new Option<string>("--reason") { Description = "Why; the audit log shows it.", HelpName = "TEXT", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Do it. Without, it only says what would be forgotten." };
        var command = new ExampledCommand(
            "forget",
            "Forget how far a consumer has come in a topic, so that it begins at the earliest message the log holds: to land a topic again, or to go on with a log that was made anew. "
            + "Rows that are in change nothing by it. Stop the server first.",
            """
            cityops checkpoints forget --consumer landing --topic cityops.meter-readings.v1 --reason 'power cut of 3 May'
            cityops checkpoints forget --consumer landing --topic cityops.meter-readings.v1 --partition 2 --reason 'its disk was lost' --yes
            cityops checkpoints forget --consumer trucks --topic cityops.truck-positions.v1 --reason 'sites were wrong' --by li.wei --yes
            """)
        {
            data, consumer, topic, partition, by, reason, yes,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = DataFolder.OpenExisting(parsed.GetValue(data)!);
            using var held = folder.Lock();
            await using var kept = KeptCheckpoints.Open(folder);
            var those = await kept.ListAsync(parsed.GetValue(consumer), parsed.GetValue(topic), parsed.GetValue(partition), cancellationToken);
            if (those.Count == 0)
            {
                throw new CommandException(await NothingAsync(kept, parsed.GetValue(consumer)!, parsed.GetValue(topic)!, cancellationToken));
            }

            Show(those, json: false);
            if (!parsed.GetValue(yes))
            {
                throw new CommandException("nothing was changed. Add --yes to forget these.");
            }

            await kept.ForgetAsync(those, parsed.GetValue(by)!, parsed.GetValue(reason)!, cancellationToken);
            Console.WriteLine($"{those.Count} forgotten. At its next start {parsed.GetValue(consumer)} begins there at the earliest message the log holds.");
            return 0;
        });
        return command;
    }

    private static async Task<string> NothingAsync(KeptCheckpoints kept, string consumer, string topic, CancellationToken cancellationToken)
    {
        var all = await kept.ListAsync(consumer: null, topic: null, partition: null, cancellationToken);
        var known = all.Select(c => $"{c.Consumer} {c.Topic}").Distinct(StringComparer.Ordinal).ToList();
        return $"'{consumer}' has no checkpoint there in '{topic}'. "
            + (known.Count == 0 ? "There are none at all." : "There are:\n  " + string.Join("\n  ", known));
    }

    private static void Show(IReadOnlyList<KeptCheckpoint> those, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { checkpoints = those }, HostJson.Options));
            return;
        }

        TerminalTable.UseWholeWidth();
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("consumer", "topic");
        table.AddColumn(new TableColumn("p").RightAligned());
        table.AddColumn(new TableColumn("done").RightAligned());
        table.AddColumn(new TableColumn("pending to").RightAligned());
        table.AddColumn("log id");
        foreach (var c in those)
        {
            table.AddRow(
                Markup.Escape(c.Consumer), Markup.Escape(c.Topic), c.Partition.ToString(CultureInfo.InvariantCulture), c.NextOffset.ToString("N0", CultureInfo.InvariantCulture),
                c.PendingTo?.ToString("N0", CultureInfo.InvariantCulture) ?? "–", Markup.Escape(c.LogId));
        }

        AnsiConsole.Write(table);
    }
}
