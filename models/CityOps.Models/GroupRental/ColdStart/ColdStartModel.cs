using CityOps.Models.Registry;

namespace CityOps.Models.GroupRental;

/// <summary>The model that ships with CityOps, trained on simulated dwellings, for a district that has no labels yet. docs/models says how to make it again.</summary>
public static class ColdStartModel
{
    private const string Prefix = "CityOps.Models.GroupRental.ColdStart.";

    public static ModelArchive Archive()
    {
        using var stream = Open("model.zip");
        return ModelArchive.Read(stream);
    }

    /// <summary>Its metrics, as JSON.</summary>
    public static byte[] Metrics()
    {
        using var stream = Open("metrics.json");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static Stream Open(string name) => typeof(ColdStartModel).Assembly.GetManifestResourceStream(Prefix + name)
        ?? throw new InvalidOperationException($"This build of CityOps.Models lacks its cold-start model ({name}).");
}
