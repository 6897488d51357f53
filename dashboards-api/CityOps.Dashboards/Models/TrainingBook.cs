using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityOps.Dashboards.Models;

/// <summary>Keeps training runs as files beside the models, so that any process of the API can say how one fares, and that none is lost with a process.</summary>
internal sealed class TrainingBook(ModelScenarios models)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Replaced whole, so that a reader never sees half of it.</summary>
    public void Keep(TrainingRun run)
    {
        var folder = FolderOf(run.Scenario);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, run.Id + ".json");
        File.WriteAllText(file + ".new", JsonSerializer.Serialize(run, Json));
        File.Move(file + ".new", file, overwrite: true);
    }

    public TrainingRun? Find(string scenario, string id) => List(scenario).FirstOrDefault(r => string.Equals(r.Id, id, StringComparison.Ordinal));

    /// <summary>The newest first.</summary>
    public IReadOnlyList<TrainingRun> List(string scenario)
    {
        var folder = FolderOf(scenario);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json").Select(f => JsonSerializer.Deserialize<TrainingRun>(File.ReadAllText(f), Json)!).OrderByDescending(r => r.QueuedAt).ThenByDescending(r => r.Id, StringComparer.Ordinal)]
            : [];
    }

    private string FolderOf(string scenario) => Path.Combine(models.Find(scenario)!.Folder, "training-runs");
}
