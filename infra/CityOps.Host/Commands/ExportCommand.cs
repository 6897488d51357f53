using System.CommandLine;
using System.Globalization;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Host.Export;
using CityOps.Host.Operating;

namespace CityOps.Host.Commands;

/// <summary><c>cityops export features</c>: what the model sees, as a file for notebooks.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var output = new Option<FileInfo>("--out") { Description = "The file to write; replaced where it exists.", HelpName = "FILE", Required = true };
        var format = new Option<string>("--format") { Description = "parquet, or arrow (IPC stream).", HelpName = "FORMAT", DefaultValueFactory = _ => "parquet" };
        format.AcceptOnlyFromAmong("parquet", "arrow");
        var scenario = new Option<string>("--scenario") { Description = "Whose features.", HelpName = "NAME", DefaultValueFactory = _ => "group-rental" };
        var asOf = new Option<DateTimeOffset?>("--as-of") { Description = "The window ends with the last local day before this instant; now where left out.", HelpName = "INSTANT" }.RequireInstant();
        var data = SharedOptions.Data();
        var features = new ExampledCommand(
            "features",
            "Write the features of the last window, one row a dwelling, with what visits found. Neither a dwelling's key nor its place but the town is among them; the export is audited.",
            """
            cityops export features --data ./cityops-data --out features.parquet
            cityops export features --out features.arrows --format arrow --as-of 2026-06-01T00:00:00+08:00
            """)
        {
            output, format, scenario, asOf, data,
        };
        features.SetAction((parsed, cancellationToken) => RunAsync(
            DataFolder.OpenExisting(parsed.GetValue(data)!), parsed.GetValue(scenario)!, parsed.GetValue(format)!, parsed.GetValue(asOf), parsed.GetValue(output)!, cancellationToken));
        return new ExampledCommand("export", "Write data for other programs.", features.Examples[0]) { features };
    }

    private static async Task<int> RunAsync(DataFolder folder, string scenario, string format, DateTimeOffset? asOf, FileInfo output, CancellationToken cancellationToken)
    {
        OutputFile.Require(output, "--out");
        using var api = RunningApi.Of(folder, Roles.Scientist);
        var instant = asOf is { } at ? "&as_of=" + Uri.EscapeDataString(at.ToString("O", CultureInfo.InvariantCulture)) : "";
        var window = asOf is { } end ? string.Create(CultureInfo.InvariantCulture, $"in the 28 days before --as-of {end:yyyy-MM-dd'T'HH:mm:sszzz}") : "in the last 28 days";
        var rows = await ExportedFile.WriteAsync(
            output,
            format,
            file => api.DownloadAsync($"models/{Uri.EscapeDataString(scenario)}/features?format={format}{instant}", file, cancellationToken),
            $"no dwelling has features {window}: no file was written. See cityops status, or choose another --as-of.",
            cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output.FullName}: {rows:N0} rows, one a dwelling."));
        return 0;
    }
}
