using System.CommandLine;
using CityOps.Host.Composition;

namespace CityOps.Host.Commands;

/// <summary><c>cityops ingest|pipelines|api</c>: one role as a process of its own, on Kafka, ClickHouse and PostgreSQL.</summary>
internal static class RoleCommand
{
    public static Command Create(string name, HostRoles role, string what)
    {
        var data = SharedOptions.Data();
        var port = new Option<int>("--http-port") { Description = "The local port; 0 takes any free one.", HelpName = "N" };
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on instead: http://0.0.0.0:8080.", HelpName = "URLS" };
        var command = new ExampledCommand(name, what, $"cityops {name} --data /var/lib/cityops --urls http://0.0.0.0:8080") { data, port, urls };
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = DataFolder.Named(parsed.GetValue(data)!);
            RequireServers(folder, name);
            return ServerRun.RunAsync(
                new HostSettings(folder, role, parsed.GetValue(port), Demo: false, Composition.Scenarios.All) { Urls = parsed.GetValue(urls) }, cancellationToken);
        });
        return command;
    }

    // A role alone shares nothing with the others but servers: the embedded parts belong to one process.
    private static void RequireServers(DataFolder folder, string name)
    {
        var configuration = HostConfiguration.Build(folder);
        Require(string.Equals(configuration["CityOps:EventLog:Kind"], "kafka", StringComparison.OrdinalIgnoreCase), "CityOps:EventLog:Kind=kafka");
        Require(!string.IsNullOrEmpty(configuration["CityOps:Warehouse:Url"]), "CityOps:Warehouse:Url (a ClickHouse server)");
        Require(string.Equals(configuration["CityOps:Database:Provider"], "postgres", StringComparison.OrdinalIgnoreCase), "CityOps:Database:Provider=postgres");

        void Require(bool given, string setting)
        {
            if (!given)
            {
                throw new CommandException($"'{name}' as a process of its own needs {setting}. To run everything in one process, use 'cityops up'.");
            }
        }
    }
}
