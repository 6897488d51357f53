using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Host.Operating;

namespace CityOps.Host.Commands;

/// <summary><c>cityops drift SCENARIO</c>: how far the district has moved from what the champion learnt from.</summary>
internal static class DriftCommand
{
    private const int Shown = 12;

    public static Command Create()
    {
        var scenario = new Argument<string>("SCENARIO") { Description = "Whose model." };
        var data = SharedOptions.Data();
        var measure = new Option<bool>("--measure") { Description = "Measure it now; without it, what was measured last." };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "drift",
            "Show how far each feature, the scores and the share of confirmed visits have moved from what the champion learnt from. Exits 1 while that alerts.",
            """
            cityops drift group-rental --data ./cityops-data
            cityops drift group-rental --measure --json
            """)
        {
            scenario, data, measure, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            DataFolder.OpenExisting(parsed.GetValue(data)!), parsed.GetValue(scenario)!, parsed.GetValue(measure), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, string scenario, bool measure, bool json, CancellationToken cancellationToken)
    {
        using var api = RunningApi.Of(folder, Roles.Scientist);
        var path = $"models/{Uri.EscapeDataString(scenario)}/drift";
        var report = measure ? await api.PostAsync(path, new { }, cancellationToken) : (await api.GetAsync(path, cancellationToken)).GetProperty("latest");
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report));
        }
        else if (report.ValueKind is JsonValueKind.Null)
        {
            Console.WriteLine("Nothing was measured yet: it is each night, or now with --measure.");
        }
        else
        {
            Show(report, Console.Out);
        }

        return report.ValueKind is JsonValueKind.Object && report.GetProperty("is_alert").GetBoolean() ? 1 : 0;
    }

    private static void Show(JsonElement report, TextWriter output)
    {
        output.WriteLine($"Model {Text(report, "version")}, learnt from {Text(report, "reference")}; measured {Text(report, "measured_at")} on {Text(report, "rows")} dwellings.");
        foreach (var alert in report.GetProperty("alerts").EnumerateArray())
        {
            output.WriteLine("  ALERT " + alert.GetString());
        }

        foreach (var value in report.GetProperty("scores").EnumerateArray().Concat(report.GetProperty("features").EnumerateArray().Take(Shown)))
        {
            output.WriteLine($"  {(value.GetProperty("is_alert").GetBoolean() ? "moved" : "     ")}  {Text(value, "name"),-32}  PSI {Number(value, "psi")}  limit {Number(value, "threshold")}");
        }

        if (report.GetProperty("outcomes") is { ValueKind: JsonValueKind.Object } outcomes)
        {
            var (recent, before) = (outcomes.GetProperty("recent"), outcomes.GetProperty("before"));
            output.WriteLine($"  visits confirmed: {Number(recent, "rate")} of {Text(recent, "visits")} lately, {Number(before, "rate")} of {Text(before, "visits")} before; promised {Number(outcomes, "expected")}");
        }
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).ToString();

    private static string Number(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble().ToString("0.000", CultureInfo.InvariantCulture) : "–";
}
