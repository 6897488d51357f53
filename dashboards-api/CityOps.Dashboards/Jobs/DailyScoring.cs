namespace CityOps.Dashboards.Jobs;

/// <summary>The recurring job of each scenario that scores daily.</summary>
internal sealed class DailyScoring(ScoringRuns runs, TimeProvider time)
{
    public static string IdOf(string scenario) => $"score {scenario}";

    /// <summary>Scores as of now; a run under way already does as well.</summary>
    public Task RunAsync(string scenario, CancellationToken cancellationToken) => runs.TryRunAsync(scenario, time.GetUtcNow(), cancellationToken);
}
