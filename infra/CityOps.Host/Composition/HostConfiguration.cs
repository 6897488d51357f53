using Microsoft.Extensions.Configuration;

namespace CityOps.Host.Composition;

/// <summary>
/// Where settings come from, later ones winning: <c>appsettings.json</c> beside the executable, a file that <c>CITYOPS_CONFIG</c> names, environment
/// variables (<c>CityOps__EventLog__Kind</c>), and what the command line says.
/// </summary>
internal static class HostConfiguration
{
    public static IConfigurationRoot Build(DataFolder folder, IReadOnlyDictionary<string, string?>? fromCommandLine = null)
    {
        var builder = new ConfigurationBuilder();
        AddTo(builder, folder, fromCommandLine);
        return builder.Build();
    }

    public static void AddTo(IConfigurationBuilder builder, DataFolder folder, IReadOnlyDictionary<string, string?>? fromCommandLine = null)
    {
        builder.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        if (Environment.GetEnvironmentVariable("CITYOPS_CONFIG") is { Length: > 0 } file)
        {
            builder.AddJsonFile(Path.GetFullPath(file), optional: false);
        }

        builder.AddEnvironmentVariables();
        builder.AddInMemoryCollection(fromCommandLine ?? new Dictionary<string, string?>(StringComparer.Ordinal));
        builder.AddInMemoryCollection([new("CityOps:DataFolder", folder.Path)]);
    }
}
