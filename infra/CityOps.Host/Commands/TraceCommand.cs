using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Host.Operating;

namespace CityOps.Host.Commands;

/// <summary><c>cityops trace</c>: which trucks came by a place, the likeliest source of what was found there first.</summary>
internal static class TraceCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var at = new Option<string>("--at") { Description = "The place, WGS-84 degrees.", HelpName = "LON,LAT", Required = true };
        var radius = new Option<double>("--radius") { Description = "How far around it, metres; at most 5000.", HelpName = "M", DefaultValueFactory = _ => 500 }
            .Require(value => value is > 0 and <= 5_000, "a number of metres above 0 and up to 5000");
        var from = new Option<string>("--from") { Description = "From this instant, RFC 3339 with an offset; 31 days before --to at most.", HelpName = "T", Required = true }.RequireInstant();
        var to = new Option<string>("--to") { Description = "Until before this one: when it was found.", HelpName = "T", Required = true }.RequireInstant();
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "trace",
            "Say which trucks came by a place, when, how fast and how loaded, the likeliest source of what was found there first.",
            """
            cityops trace --at 121.54,31.22 --radius 500 --from 2026-03-01T08:00:00+08:00 --to 2026-03-01T12:00:00+08:00
            """)
        {
            data, at, radius, from, to, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var place = parsed.GetValue(at)!.Split(',');
            if (place.Length != 2)
            {
                throw new CommandException($"--at is '{parsed.GetValue(at)}'; longitude and latitude are needed, such as 121.54,31.22.");
            }

            var metres = parsed.GetValue(radius).ToString(CultureInfo.InvariantCulture);
            var query = $"scenarios/muck-truck/trace?lon={Uri.EscapeDataString(place[0])}&lat={Uri.EscapeDataString(place[1])}&radius_m={metres}"
                + $"&from={Uri.EscapeDataString(parsed.GetValue(from)!)}&to={Uri.EscapeDataString(parsed.GetValue(to)!)}";
            return RunAsync(DataFolder.OpenExisting(parsed.GetValue(data)!), query, parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, string query, bool json, CancellationToken cancellationToken)
    {
        using var api = RunningApi.Of(folder, Roles.Analyst);
        var answer = await api.GetAsync(query, cancellationToken);
        if (json)
        {
            Console.WriteLine(answer.GetRawText());
            return 0;
        }

        if (answer.GetProperty("trucks").GetArrayLength() == 0)
        {
            Console.WriteLine("No truck came by.");
        }

        foreach (var truck in answer.GetProperty("trucks").EnumerateArray())
        {
            var reasons = string.Join(", ", truck.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
            Console.WriteLine($"{Text(truck, "score")}  {Text(truck, "truck_id")}  {Text(truck, "nearest_at")}  {Text(truck, "nearest_m")} m  loaded {Text(truck, "loaded")}  lid open {Text(truck, "lid_open")}  {Text(truck, "max_speed_kmh")} km/h  {reasons}");
        }

        return 0;
    }

    private static string Text(JsonElement truck, string name) => truck.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString("0.##", CultureInfo.InvariantCulture) : value.ToString()
        : "?";
}
