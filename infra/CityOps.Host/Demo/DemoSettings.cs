using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace CityOps.Host.Demo;

/// <summary>What a demonstration sets otherwise than a district would, unless somebody set it.</summary>
internal static class DemoSettings
{
    /// <summary>Some visits go where no model sends them: only they show what a model misses, and who is not a look-alike.</summary>
    private const string RandomShare = "0.5";

    /// <summary>Before all other sources, so that each of them wins.</summary>
    public static void AddTo(IConfigurationBuilder configuration) => configuration.Sources.Insert(0, new MemoryConfigurationSource
    {
        InitialData =
        [
            new KeyValuePair<string, string?>("CityOps:Dwellings:RandomShare", RandomShare),

            // Nobody lives in its flats.
            new KeyValuePair<string, string?>("CityOps:Dashboards:Sql", "true"),

            new KeyValuePair<string, string?>("CityOps:Dashboards:EvidenceFirst", "false"),

            // Its units are examples: whoever tries it may send others.
            new KeyValuePair<string, string?>("CityOps:Casework:KnownUnitsOnly", "false"),
        ],
    });
}
