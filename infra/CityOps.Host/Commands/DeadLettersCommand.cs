using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Host.Operating;

namespace CityOps.Host.Commands;

/// <summary><c>cityops dead-letters</c>: look through what was refused, open one, send some again; all over the API of the running installation.</summary>
internal static class DeadLettersCommand
{
    public static Command Create() => new ExampledCommand(
        "dead-letters",
        "Look through rows and messages that were refused, open one, or send them again.",
        """
        cityops dead-letters list --data ./cityops-data --open
        cityops dead-letters show 1f0c6a2b9d3e4f50 --reason 'format of head-end B'
        cityops dead-letters requeue --topic meter-readings --note 'mapping mended'
        """)
    {
        List(), Show(), Requeue(),
    };

    private static ExampledCommand List()
    {
        var data = SharedOptions.Data();
        var (topic, field, reason, since) = Filters();
        var open = new Option<bool>("--open") { Description = "Only those that were not sent again." };
        var limit = new Option<int>("--limit") { Description = "How many, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 50 };
        var before = new Option<string?>("--before") { Description = "Where the page before ended.", HelpName = "CURSOR" };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "list",
            "List dead letters, the latest first, and count them by reason. What they hold stays sealed.",
            """
            cityops dead-letters list --topic meter-readings --open
            cityops dead-letters list --field utility --since 2026-03-01T00:00:00Z --json
            """)
        {
            data, topic, field, reason, since, open, limit, before, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = RunningApi.Of(DataFolder.OpenExisting(parsed.GetValue(data)!), Roles.SystemAdmin);
            var page = await api.GetAsync(
                "dead-letters" + Query(
                    ("topic", DeadLetterTopics.Known(parsed.GetValue(topic))), ("field", parsed.GetValue(field)), ("reason", parsed.GetValue(reason)), ("since", parsed.GetValue(since)),
                    ("open", parsed.GetValue(open) ? "true" : null), ("limit", parsed.GetValue(limit).ToString(CultureInfo.InvariantCulture)), ("before", parsed.GetValue(before))),
                cancellationToken);
            Print(page, parsed.GetValue(json), answer =>
            {
                DeadLetterText.WriteCounts(answer);
                DeadLetterText.WriteLetters(answer);
            });
            return 0;
        });
        return command;
    }

    private static ExampledCommand Show()
    {
        var data = SharedOptions.Data();
        var id = new Argument<string>("id") { Description = "As 'list' shows it.", HelpName = "ID" };
        var why = new Option<string>("--reason") { Description = "Why it has to be opened; it goes into the audit log before anything is shown.", HelpName = "TEXT", Required = true };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "show", "Open what a dead letter holds. It may name a household: the opening is audited.", "cityops dead-letters show 1f0c6a2b9d3e4f50 --reason 'format of head-end B'")
        {
            id, data, why, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = RunningApi.Of(DataFolder.OpenExisting(parsed.GetValue(data)!), Roles.SecurityAdmin);
            var opened = await api.PostAsync(
                $"dead-letters/{Uri.EscapeDataString(parsed.GetValue(id)!)}/open", new { Reason = parsed.GetValue(why) }, cancellationToken,
                whereMissing: $"no dead letter has the id '{parsed.GetValue(id)}'; 'cityops dead-letters list' shows them.");
            Print(opened, parsed.GetValue(json), DeadLetterText.WriteOpened);
            return 0;
        });
        return command;
    }

    private static ExampledCommand Requeue()
    {
        var data = SharedOptions.Data();
        var ids = new Argument<string[]>("ids") { Description = "As 'list' shows them; or say which by --topic.", HelpName = "ID", Arity = ArgumentArity.ZeroOrMore };
        var (topic, field, reason, since) = Filters();
        var note = new Option<string?>("--note") { Description = "What was mended; it goes into the audit log and stays with the letters.", HelpName = "TEXT" };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "requeue",
            "Decode dead letters again, after what refused them was mended, and append their rows where they were refused. Doing it twice changes nothing. Exits 1 when some were not sent.",
            """
            cityops dead-letters requeue 1f0c6a2b9d3e4f50
            cityops dead-letters requeue --topic meter-readings --field utility --note 'contract takes heat now'
            """)
        {
            ids, data, topic, field, reason, since, note, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(ids) is not { Length: > 0 } && string.IsNullOrEmpty(result.GetValue(topic)))
            {
                result.AddError("Say which: ids as 'cityops dead-letters list' shows them, or --topic for all open ones of a topic.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = RunningApi.Of(DataFolder.OpenExisting(parsed.GetValue(data)!), Roles.SystemAdmin);
            var named = parsed.GetValue(ids) ?? [];
            var answer = await api.PostAsync(
                "dead-letters/requeue",
                new
                {
                    Ids = named.Length > 0 ? named : null,
                    Topic = DeadLetterTopics.Known(parsed.GetValue(topic)),
                    Field = parsed.GetValue(field),
                    Reason = parsed.GetValue(reason),
                    Since = parsed.GetValue(since),
                    Note = parsed.GetValue(note),
                },
                cancellationToken);
            Print(answer, parsed.GetValue(json), DeadLetterText.WriteRequeued);
            return answer.GetProperty("refused_again").GetInt32() + answer.GetProperty("not_whole").GetInt32() + answer.GetProperty("unknown").GetInt32() > 0 ? 1 : 0;
        });
        return command;
    }

    private static (Option<string?> Topic, Option<string?> Field, Option<string?> Reason, Option<string?> Since) Filters() => (
        new Option<string?>("--topic") { Description = "A topic or the name of a contract, such as meter-readings.", HelpName = "TOPIC" },
        new Option<string?>("--field") { Description = "The column at fault.", HelpName = "COLUMN" },
        new Option<string?>("--reason") { Description = "A part of the reason.", HelpName = "TEXT" },
        new Option<string?>("--since") { Description = "Refused at or after this instant, RFC 3339.", HelpName = "INSTANT" });

    private static string Query(params IEnumerable<(string Name, string? Value)> parameters)
    {
        var given = parameters.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}");
        return "?" + string.Join('&', given);
    }

    private static void Print(JsonElement answer, bool json, Action<JsonElement> text)
    {
        if (json)
        {
            Console.WriteLine(answer.GetRawText());
        }
        else
        {
            text(answer);
        }
    }
}
