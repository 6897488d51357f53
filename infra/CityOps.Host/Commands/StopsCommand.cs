using System.CommandLine;
using CityOps.Host.Tracks;
using CityOps.Pipelines.Trucks;

namespace CityOps.Host.Commands;

/// <summary><c>cityops stops FILE</c>: the stops in a file of positions, by the rule that the pipeline uses.</summary>
internal static class StopsCommand
{
    public static Command Create()
    {
        var rule = new TruckOptions();
        var file = new Argument<FileInfo>("file") { Description = "A CSV file with at (or time_utc), lon and lat; .gz and .zst are opened.", HelpName = "FILE" };
        var distance = Positive("--distance", "A stop ends at the first point at least this far from its first point, metres.", "M", rule.StopDistanceM);
        var minutes = Positive("--minutes", "A stop lasts at least this long.", "T", rule.StopMinutes);
        var gap = Positive("--gap", "A silence longer than this begins anew, minutes.", "G", rule.GapMinutes);
        var last = new Option<bool>("--include-last") { Description = "A track may end with a stop." };
        var by = new Option<string?>("--by") { Description = "The column that tells tracks apart; truck_id, trip_id or vehicle_id where it is not given.", HelpName = "COLUMN" };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "stops",
            "Find the stops in a file of positions, by the sliding rule (Li and others, 2008) that the pipeline uses.",
            """
            cityops stops positions.csv
            cityops stops positions.csv --distance 50 --minutes 3 --gap 10 --include-last --json
            """)
        {
            file, distance, minutes, gap, last, by, json,
        };
        command.SetAction((parsed, cancellationToken) => StopsRun.RunAsync(
            parsed.GetValue(file)!,
            parsed.GetValue(by),
            new TruckOptions { StopDistanceM = parsed.GetValue(distance), StopMinutes = parsed.GetValue(minutes), GapMinutes = parsed.GetValue(gap) },
            parsed.GetValue(last),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static Option<double> Positive(string name, string description, string helpName, double standard) =>
        new Option<double>(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => standard }
            .Require(value => value > 0 && double.IsFinite(value), "a number above 0");
}
