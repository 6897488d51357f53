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

    /// <summary>What is kept beside it, by the names of the files: metrics, entry, card, evaluation and the profile that drift is measured against.</summary>
    public static IReadOnlyDictionary<string, byte[]> Beside()
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var resource in typeof(ColdStartModel).Assembly.GetManifestResourceNames().Where(r => r.StartsWith(Prefix, StringComparison.Ordinal) && !r.EndsWith(".zip", StringComparison.Ordinal)))
        {
            var name = resource[Prefix.Length..];
            using var stream = Open(name);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            files[name] = copy.ToArray();
        }

        return files;
    }

    private static Stream Open(string name) => typeof(ColdStartModel).Assembly.GetManifestResourceStream(Prefix + name)
        ?? throw new InvalidOperationException($"This build of CityOps.Models lacks its cold-start model ({name}).");
}
