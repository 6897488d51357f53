using CityOps.Contracts.Scenarios;

namespace CityOps.Pipelines.Scenarios;

/// <summary>A job that scores subjects from the warehouse, each day and on demand.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Create">Makes the job from the process's services.</param>
public sealed record ScoringJobPart(string Scenario, Func<IServiceProvider, IScoringJob> Create) : IScenarioPart;

public interface IScoringJob
{
    /// <summary>Scores as of an instant; running it again for the same instant and data changes nothing.</summary>
    /// <returns>How many subjects were scored and how many suspicions were written.</returns>
    Task<ScoringSummary> ScoreAsync(DateTimeOffset asOf, CancellationToken cancellationToken);
}

public sealed record ScoringSummary(int Scored, int NotScoreable, int Suspicions);
