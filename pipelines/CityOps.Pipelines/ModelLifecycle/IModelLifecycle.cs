using CityOps.Models.Registry;

namespace CityOps.Pipelines.ModelLifecycle;

/// <summary>The life of a scenario's model versions. It promotes nothing by itself: a person does.</summary>
public interface IModelLifecycle
{
    /// <summary>Where the scenario keeps what belongs to its models, such as training runs.</summary>
    string Folder { get; }

    /// <summary>What the values that drift is measured of are called; those without a name go by their own.</summary>
    IReadOnlyList<ValueName> ValueNames => [];

    /// <summary>Where a rollback goes; null where no version was at work before the present one.</summary>
    string? RollsBackTo { get; }

    /// <summary>What waits for a second person; null where nothing does.</summary>
    WaitingPromotion? Waiting { get; }

    /// <summary>What is wrong with the champion's file; null where nothing is. Asked by health checks: changes nothing.</summary>
    string? ChampionProblem();

    /// <summary>Every version, the newest first.</summary>
    /// <param name="score">One of the <see cref="ModelsPart.Scores"/>, whose figures are given; null: the first.</param>
    IReadOnlyList<ModelVersion> Versions(string? score = null);

    /// <summary>All that is known of a version, or null where there is none of that name.</summary>
    /// <param name="score">As of <see cref="Versions"/>.</param>
    ModelVersionDetail? Describe(string version, string? score = null);

    /// <summary>Two versions on the visits whose outcome came after both had scored the subject. Null: take the champion, or the challenger.</summary>
    /// <exception cref="ModelRequestException">There is no such version, or no challenger.</exception>
    Task<ModelComparison> CompareAsync(string? champion, string? challenger, CancellationToken cancellationToken);

    /// <summary>What was measured last and before, of any version; null where nothing was yet.</summary>
    Task<DriftHistory?> DriftAsync(CancellationToken cancellationToken);

    /// <summary>Measures how far the window that ends before an instant has moved from what the champion learnt from, and keeps it.</summary>
    Task<DriftReport> MeasureDriftAsync(DateTimeOffset asOf, CancellationToken cancellationToken);

    /// <summary>Trains on the outcomes of visits and registers the version.</summary>
    /// <returns>The version; the same data and order give the same one.</returns>
    /// <exception cref="ModelRequestException">There is too little to learn from.</exception>
    Task<string> TrainAsync(TrainingOrder order, IProgress<TrainingStep> progress, CancellationToken cancellationToken);

    PromotionResult Promote(string version, string by, string reason, bool despiteGate);

    PromotionResult RollBack(string by, string reason);

    /// <summary>The version scores in shadow from the next run on.</summary>
    /// <exception cref="ModelRequestException">There is no such version.</exception>
    void Challenge(string version);

    /// <summary>Writes the features of the window before an instant, with the outcomes of visits, to a stream. No key and no place of a dwelling is among them.</summary>
    Task ExportFeaturesAsync(DateTimeOffset asOf, ExportFormat format, Stream to, CancellationToken cancellationToken);
}

/// <summary>Something that whoever asked can set right; the message says how.</summary>
public sealed class ModelRequestException(string message) : Exception(message)
{
    /// <summary>For pages that say it in another language, such as <c>too_few_visits</c>; null where there is the message alone.</summary>
    public string? Code { get; init; }

    /// <summary>The numbers of the message, by name.</summary>
    public IReadOnlyDictionary<string, int> Figures { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}

/// <summary>What a value of a model is called.</summary>
public sealed record ValueName(string Name, string Zh, string En);

/// <param name="Seed">Of splits and trees.</param>
/// <param name="AsChallenger">The version scores in shadow from then on.</param>
public sealed record TrainingOrder(int Seed = 1, bool AsChallenger = true);

/// <param name="Name">What is being done.</param>
/// <param name="Done">Of the whole run, 0 to 1.</param>
public sealed record TrainingStep(string Name, double Done);

public enum ExportFormat
{
    /// <summary>Arrow IPC stream.</summary>
    Arrow,
    Parquet,
}
