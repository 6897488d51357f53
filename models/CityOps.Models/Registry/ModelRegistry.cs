using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CityOps.Models.Registry;

/// <summary>
/// Model versions on disk, <c>{data folder}/models/{scenario}/{version}/</c>: <c>model.zip</c>, <c>metrics.json</c> and what else its maker keeps beside it; the aliases
/// that say which one is used; and who put which to work. A version's id is the hash of its contents, checked at each reading, as is the file's own. Leaves training,
/// scoring and promotion rules to others.
/// </summary>
public sealed class ModelRegistry(string folder, string scenario)
{
    public const string Champion = "champion";

    /// <summary>Scores in shadow beside the champion.</summary>
    public const string Challenger = "challenger";

    private const string ModelFile = "model.zip";
    private const string HashFile = "model.zip.sha256";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly string _root = Path.Combine(folder, scenario);

    public IReadOnlyList<string> Versions() => Directory.Exists(_root)
        ? [.. Directory.EnumerateDirectories(_root).Select(d => Path.GetFileName(d)!).Where(d => File.Exists(Path.Combine(_root, d, ModelFile)) && !d.EndsWith(".partial", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Keeps a version; one that is there already stays as it is, unless its file was changed: then it is made whole.</summary>
    /// <returns>The version's id.</returns>
    public string Add(ModelArchive archive, byte[] metrics) => Add(archive, new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["metrics.json"] = metrics });

    /// <inheritdoc cref="Add(ModelArchive, byte[])"/>
    /// <param name="beside">Further files of the version by their names.</param>
    public string Add(ModelArchive archive, IReadOnlyDictionary<string, byte[]> beside)
    {
        var version = archive.Version;
        var path = Path.Combine(_root, version);
        if (!Directory.Exists(path))
        {
            var partial = path + ".partial";
            Directory.CreateDirectory(partial);
            Write(partial, archive, beside);
            Directory.Move(partial, path);
        }
        else if (!IsWhole(version))
        {
            var (model, addedAt) = (Path.Combine(path, ModelFile), File.GetLastWriteTimeUtc(Path.Combine(path, ModelFile)));
            Write(path, archive, beside);
            File.SetLastWriteTimeUtc(model, addedAt);
        }

        return version;
    }

    /// <exception cref="InvalidDataException">The file is not as it was stored: it is gone, or a byte changed.</exception>
    public ModelArchive Read(string version)
    {
        var file = Path.Combine(_root, version, ModelFile);
        var bytes = File.Exists(file) ? File.ReadAllBytes(file) : throw new InvalidDataException($"Model {scenario}/{version} is not there any more: there is no {file}. Restore it, or put another version to work.");
        var hash = Path.Combine(_root, version, HashFile);
        if (File.Exists(hash) && !string.Equals(File.ReadAllText(hash).Trim(), HashOf(bytes), StringComparison.Ordinal))
        {
            throw Changed(version, "its bytes do not have the hash they were stored with");
        }

        using var content = new MemoryStream(bytes);
        var archive = ModelArchive.Read(content);
        return string.Equals(archive.Version, version, StringComparison.Ordinal) ? archive : throw Changed(version, $"its contents now hash to {archive.Version}");
    }

    /// <summary>A file kept beside a version, or null where there is none.</summary>
    public byte[]? ReadBeside(string version, string name)
    {
        var path = Path.Combine(_root, version, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    /// <summary>When a version came into the registry.</summary>
    public DateTimeOffset AddedAt(string version) => new(File.GetLastWriteTimeUtc(Path.Combine(_root, version, ModelFile)), TimeSpan.Zero);

    /// <summary>Where what belongs to the scenario's models and to no version is kept, such as training runs.</summary>
    public string Folder => _root;

    public string? VersionOf(string alias) => Aliases().GetValueOrDefault(alias);

    public void Point(string alias, string version)
    {
        var aliases = Aliases();
        aliases[alias] = version;
        Write("aliases.json", aliases);
    }

    public void Unpoint(string alias)
    {
        var aliases = Aliases();
        if (aliases.Remove(alias))
        {
            Write("aliases.json", aliases);
        }
    }

    /// <summary>A promotion that one person asked for and a second one has to confirm; null where none waits.</summary>
    public Promotion? Waiting() => Read<Promotion>("waiting.json");

    public void Wait(Promotion promotion) => Write("waiting.json", promotion);

    /// <summary>Who put which version to work, the oldest first.</summary>
    public IReadOnlyList<Promotion> Promotions() => Read<List<Promotion>>("promotions.json") ?? [];

    /// <summary>Makes a version the champion and keeps who did it. A challenger of that version ceases to be one.</summary>
    public void Promote(Promotion promotion)
    {
        Write("promotions.json", (List<Promotion>)[.. Promotions(), promotion]);
        var aliases = Aliases();
        aliases[Champion] = promotion.Version;
        if (string.Equals(aliases.GetValueOrDefault(Challenger), promotion.Version, StringComparison.Ordinal))
        {
            aliases.Remove(Challenger);
        }

        Write("aliases.json", aliases);
        File.Delete(Path.Combine(_root, "waiting.json"));
    }

    private bool IsWhole(string version)
    {
        try
        {
            return Read(version) is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // The model last and each by a move: who reads meanwhile finds an old file or a new one, never half of one.
    private static void Write(string path, ModelArchive archive, IReadOnlyDictionary<string, byte[]> beside)
    {
        var bytes = archive.ToBytes();
        foreach (var (name, content) in beside)
        {
            Replace(name, content);
        }

        Replace(HashFile, Encoding.ASCII.GetBytes(HashOf(bytes)));
        Replace(ModelFile, bytes);

        void Replace(string name, byte[] content)
        {
            var file = Path.Combine(path, name);
            File.WriteAllBytes(file + ".new", content);
            File.Move(file + ".new", file, overwrite: true);
        }
    }

    private InvalidDataException Changed(string version, string how) =>
        new($"Model {scenario}/{version} was changed after it was stored ({how}). Restore the file, put another version to work, or train again.");

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private SortedDictionary<string, string> Aliases() => new(Read<Dictionary<string, string>>("aliases.json") ?? [], StringComparer.Ordinal);

    private T? Read<T>(string file)
    {
        var path = Path.Combine(_root, file);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json) : default;
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path} was changed after it was written, and cannot be read: {wrong.Message} Restore it from a backup.", wrong);
        }
    }

    private void Write<T>(string file, T value)
    {
        Directory.CreateDirectory(_root);
        var path = Path.Combine(_root, file);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(value, Json));
        File.Move(path + ".new", path, overwrite: true);
    }
}

/// <summary>A version was put to work.</summary>
/// <param name="Previous">What worked before it; null for the first. A rollback goes there.</param>
/// <param name="By">Who decided it.</param>
public sealed record Promotion(string Version, string? Previous, DateTimeOffset At, string By, string Reason)
{
    /// <summary>The second person, where the gate had refused the version; null where it passed.</summary>
    public string? ConfirmedBy { get; init; }
}
