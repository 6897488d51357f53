using CityOps.Contracts.Scenarios;
using CityOps.Host.Commands;
using CityOps.Host.Composition.Settings;
using Microsoft.Extensions.Configuration;

namespace CityOps.Host.Composition;

/// <summary>
/// Where settings come from, later ones winning: <c>appsettings.json</c> beside the executable, a file that <c>CITYOPS_CONFIG</c> names, environment
/// variables (<c>CityOps__EventLog__Kind</c>), and what the command line says. All of them are checked before anybody reads one.
/// </summary>
internal static class HostConfiguration
{
    private const string FileVariable = "CITYOPS_CONFIG";

    /// <exception cref="CommandException">A file cannot be read, or a setting is wrong.</exception>
    public static IConfigurationRoot Build(DataFolder folder, IReadOnlyDictionary<string, string?>? fromCommandLine = null, ScenarioCatalog? scenarios = null)
    {
        var builder = new ConfigurationBuilder();
        AddTo(builder, folder, fromCommandLine);
        var configuration = builder.Build();
        SettingsCheck.Require(configuration, scenarios ?? Scenarios.Catalog());
        return configuration;
    }

    /// <exception cref="CommandException">A file cannot be read.</exception>
    public static void AddTo(IConfigurationBuilder builder, DataFolder folder, IReadOnlyDictionary<string, string?>? fromCommandLine)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        if (File.Exists(beside))
        {
            builder.AddConfiguration(SettingsFile.Read(beside, beside));
        }

        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            builder.AddConfiguration(SettingsFile.Read(Path.GetFullPath(file), $"{Path.GetFullPath(file)} ({FileVariable})"));
        }

        builder.AddEnvironmentVariables();
        builder.AddInMemoryCollection(fromCommandLine ?? new Dictionary<string, string?>(StringComparer.Ordinal));
        builder.AddInMemoryCollection([new("CityOps:DataFolder", folder.Path)]);
    }
}
