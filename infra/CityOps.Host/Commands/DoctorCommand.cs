using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Host.Doctor;
using Spectre.Console;

namespace CityOps.Host.Commands;

/// <summary><c>cityops doctor</c>: what is missing here, and how to get it.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Command Create()
    {
        var data = SharedOptions.Data();
        var port = new Option<int>("--http-port") { Description = "The port that up would use.", DefaultValueFactory = _ => 5080 };
        var zone = new Option<string>("--time-zone") { Description = "The time zone that up would use.", DefaultValueFactory = _ => "Asia/Shanghai" };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "doctor",
            "Say what CityOps lacks on this machine, and how to get it. Exits 1 when something is missing.",
            """
            cityops doctor
            cityops doctor --data /var/lib/cityops --http-port 8080
            cityops doctor --json | jq '.[] | select(.level == "missing")'
            """)
        {
            data, port, zone, json,
        };
        command.SetAction(parsed => Run(
            Checks.Run(parsed.GetValue(data)!.FullName, parsed.GetValue(port), parsed.GetValue(zone)!), parsed.GetValue(json)));
        return command;
    }

    private static int Run(IReadOnlyList<Finding> findings, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(findings, Json));
        }
        else
        {
            Print(findings);
        }

        return findings.Any(f => f.Level is FindingLevel.Missing) ? 1 : 0;
    }

    private static void Print(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var mark = finding.Level switch
            {
                FindingLevel.Ok => "[green]ok     [/]",
                FindingLevel.Note => "[yellow]note   [/]",
                _ => "[red]missing[/]",
            };
            AnsiConsole.MarkupLine($"{mark} {Markup.Escape(finding.Name)}: {Markup.Escape(finding.Detail)}");
            if (finding.Remedy is not null)
            {
                AnsiConsole.MarkupLine($"        → {Markup.Escape(finding.Remedy)}");
            }
        }
    }
}
