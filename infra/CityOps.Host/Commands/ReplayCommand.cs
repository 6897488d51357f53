using System.CommandLine;
using CityOps.Host.Composition;
using CityOps.Host.Replay;

namespace CityOps.Host.Commands;

/// <summary><c>cityops replay FILE --as CONTRACT</c>: sends a file through the ingest gateway of a running installation.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A .csv, .json, .jsonl or .arrow file; .gz and .zst are opened.", HelpName = "FILE" };
        var contract = new Option<string>("--as") { Description = "The contract its rows are of, such as meter-readings.", HelpName = "CONTRACT", Required = true };
        var data = SharedOptions.Data();
        var wait = new Option<bool>("--wait") { Description = "End only when every accepted row is in the warehouse. Contracts without a table (roads, controls …) are done once they are durable in the log." };
        var json = SharedOptions.Json();
        var map = new Option<string[]>("--map") { Description = "Take a contract's column from a differently named one: register=register_litres. Repeatable; CSV only.", HelpName = "COLUMN=SOURCE" };
        var set = new Option<string[]>("--set") { Description = "Give a contract's column one value in every row: utility=water. Repeatable; CSV only.", HelpName = "COLUMN=VALUE" };
        var unit = new Option<string[]>("--unit") { Description = "The unit a column comes in, turned into the contract's: register=litres. Repeatable; CSV only.", HelpName = "COLUMN=UNIT" };
        var zone = new Option<string?>("--zone") { Description = "The IANA zone of instants that are written as local wall clocks: Europe/Madrid. CSV only.", HelpName = "ZONE" };
        var command = new ExampledCommand(
            "replay",
            "Send a file through the ingest gateway. Sending a file again changes nothing: effects rest on keys. Rows that are refused are counted by cause and kept as dead letters. Exits 0 when the whole file was read (unless every row was refused), 1 when the server failed, 2 when something in the call or the file has to change, 3 when every row was refused.",
            """
            cityops replay readings.jsonl.gz --as meter-readings --wait
            cityops replay readings.csv.gz --as meter-readings --map meter_id=dwelling_id --map dwelling_id=dwelling_id \
              --map read_at=read_at_local --zone Europe/Madrid --map register=register_litres --unit register=litres --set utility=water --wait
            """)
        {
            file, contract, data, map, set, unit, zone, wait, json,
        };
        command.SetAction((parsed, cancellationToken) => ReplayRun.RunAsync(
            new ReplayRequest(
                parsed.GetValue(file)!,
                parsed.GetValue(contract)!,
                DataFolder.OpenExisting(parsed.GetValue(data)!),
                new MappingOptions(parsed.GetValue(map) ?? [], parsed.GetValue(set) ?? [], parsed.GetValue(unit) ?? [], parsed.GetValue(zone)),
                parsed.GetValue(wait),
                parsed.GetValue(json)),
            cancellationToken));
        return command;
    }
}
