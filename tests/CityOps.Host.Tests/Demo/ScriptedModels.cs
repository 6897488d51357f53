using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Host.Tests.Demo;

/// <summary>Models that are trained, and scores that are given, as they are told; what else a model does, nobody asks of them.</summary>
internal sealed class ScriptedModels : IModelLifecycle, IScoringJob
{
    /// <summary>Why training is refused; null: it is not.</summary>
    public string? Refusal { get; init; }

    public int Scored { get; private set; }

    /// <summary>What happens when training begins.</summary>
    public Func<Task> OnTraining { get; set; } = () => Task.CompletedTask;

    /// <summary>Where the book of training is kept.</summary>
    public string Folder { get; set; } = string.Empty;

    public string? RollsBackTo => null;

    public WaitingPromotion? Waiting => null;

    public async Task<string> TrainAsync(TrainingOrder order, IProgress<TrainingStep> progress, CancellationToken cancellationToken)
    {
        await OnTraining();
        return Refusal is null ? "b" : throw new ModelRequestException(Refusal);
    }

    public Task<ScoringSummary> ScoreAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        Scored++;
        return Task.FromResult(new ScoringSummary(1, 0, 0));
    }

    public string? ChampionProblem() => null;

    public IReadOnlyList<ModelVersion> Versions(string? score = null) => [];

    public ModelVersionDetail? Describe(string version, string? score = null) => null;

    public Task<ModelComparison> CompareAsync(string? champion, string? challenger, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DriftHistory?> DriftAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DriftReport> MeasureDriftAsync(DateTimeOffset asOf, CancellationToken cancellationToken) => throw new NotSupportedException();

    public PromotionResult Promote(string version, string by, string reason, bool despiteGate) => throw new NotSupportedException();

    public PromotionResult RollBack(string by, string reason) => throw new NotSupportedException();

    public void Challenge(string version) => throw new NotSupportedException();

    public Task ExportFeaturesAsync(DateTimeOffset asOf, ExportFormat format, Stream to, CancellationToken cancellationToken) => throw new NotSupportedException();
}
