using System.Text.Json;

namespace CityOps.Models.Registry;

/// <summary>
/// Model versions on disk, <c>{data folder}/models/{scenario}/{version}/model.zip</c> and <c>metrics.json</c>, and the aliases that say which one is used. A
/// version's id is the hash of its contents, checked at each reading. Leaves training, scoring and promotion rules to others.
/// </summary>
public sealed class ModelRegistry(string folder, string scenario)
{
    public const string Champion = "champion";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };
    private readonly string _root = Path.Combine(folder, scenario);

    public IReadOnlyList<string> Versions() => Directory.Exists(_root)
        ? [.. Directory.EnumerateDirectories(_root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Keeps a version; one that is there already stays as it is.</summary>
    /// <returns>The version's id.</returns>
    public string Add(ModelArchive archive, byte[] metrics)
    {
        var version = archive.Version;
        var path = Path.Combine(_root, version);
        if (!Directory.Exists(path))
        {
            var partial = path + ".partial";
            Directory.CreateDirectory(partial);
            File.WriteAllBytes(Path.Combine(partial, "model.zip"), archive.ToBytes());
            File.WriteAllBytes(Path.Combine(partial, "metrics.json"), metrics);
            Directory.Move(partial, path);
        }

        return version;
    }

    /// <exception cref="InvalidDataException">The file's contents do not have the hash that its name says: a byte changed.</exception>
    public ModelArchive Read(string version)
    {
        using var file = File.OpenRead(Path.Combine(_root, version, "model.zip"));
        var archive = ModelArchive.Read(file);
        return string.Equals(archive.Version, version, StringComparison.Ordinal)
            ? archive
            : throw new InvalidDataException($"Model {scenario}/{version} was changed after it was stored (its contents now hash to {archive.Version}). Restore the file or train again.");
    }

    public string? VersionOf(string alias) => Aliases().GetValueOrDefault(alias);

    public void Point(string alias, string version)
    {
        var aliases = Aliases();
        aliases[alias] = version;
        Directory.CreateDirectory(_root);
        var path = Path.Combine(_root, "aliases.json");
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(aliases, Json));
        File.Move(path + ".new", path, overwrite: true);
    }

    private SortedDictionary<string, string> Aliases()
    {
        var path = Path.Combine(_root, "aliases.json");
        return new SortedDictionary<string, string>(
            File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [] : [], StringComparer.Ordinal);
    }
}
