using System.CommandLine;
using CityOps.Host.Composition;

namespace CityOps.Host.Commands;

/// <summary><c>cityops up</c>: everything in one process, on one data folder.</summary>
internal static class UpCommand
{
    private const int DefaultPort = 5080;

    public static Command Create()
    {
        var data = SharedOptions.Data();
        var port = new Option<int>("--http-port") { Description = "The local port of the pages and the API; 0 takes any free one.", HelpName = "N", DefaultValueFactory = _ => DefaultPort };
        port.Require(value => value is >= 0 and <= 65_535, "a number from 0 to 65535");
        var demo = new Option<bool>("--demo") { Description = "Stream a small simulated district, sped up, and let whoever signs in try each role." };
        var command = new ExampledCommand(
            "up",
            "Run everything in this process, on one data folder: gateway, log, warehouse, pipelines, casework, pages.",
            """
            cityops up --demo
            cityops up --data /var/lib/cityops --http-port 8080
            """)
        {
            data, port, demo,
        };
        command.SetAction((parsed, cancellationToken) => ServerRun.RunAsync(
            new HostSettings(
                DataFolder.Named(parsed.GetValue(data)!), HostRoles.All, parsed.GetValue(port), parsed.GetValue(demo), Composition.Scenarios.All),
            cancellationToken));
        return command;
    }
}
