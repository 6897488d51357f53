using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityOps.Pipelines.ModelLifecycle;

/// <summary>Keeps the training runs of a scenario as files beside its models, so that any process can say how one fares, whoever started it, and that none is lost with a process.</summary>
/// <param name="models">The folder of the scenario's models.</param>
public sealed class TrainingBook(string models)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly string _folder = Path.Combine(models, "training-runs");

    /// <summary>Replaced whole, so that a reader never sees half of it.</summary>
    public void Keep(TrainingRun run)
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, run.Id + ".json");
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(run, Json));
        File.Move(file + ".new", file, overwrite: true);
    }

    public TrainingRun? Find(string id) => List().FirstOrDefault(r => string.Equals(r.Id, id, StringComparison.Ordinal));

    /// <summary>The newest first.</summary>
    public IReadOnlyList<TrainingRun> List() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.json").Select(f => JsonSerializer.Deserialize<TrainingRun>(File.ReadAllText(f), Json)!).OrderByDescending(r => r.QueuedAt).ThenByDescending(r => r.Id, StringComparer.Ordinal)]
        : [];
}
