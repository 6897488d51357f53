namespace CityOps.Pipelines.ModelLifecycle;

/// <summary>Two versions on closed cases: subjects that both scored before anybody visited, and what the visits found.</summary>
/// <param name="Cases">How many, <paramref name="Confirmed"/> of them confirmed.</param>
/// <param name="IsWeighted">Whether each stands for one over its probability of being visited; else the figures hold only for what was visited.</param>
/// <param name="Visits">The budget that the figures are of.</param>
/// <param name="Differing">Where one calls the subject and the other does not, the farthest apart first; at most 200.</param>
/// <param name="ShadowedOpen">Subjects scored by both in the last run that only one of them calls, whatever became of them.</param>
public sealed record ModelComparison(
    string Champion,
    string Challenger,
    int Cases,
    int Confirmed,
    bool IsWeighted,
    double Visits,
    IReadOnlyList<ComparedFigure> Figures,
    IReadOnlyList<DifferingCase> Differing,
    OpenDifferences? ShadowedOpen);

/// <param name="Difference">Challenger minus champion, on the same resamples.</param>
public sealed record ComparedFigure(string Name, ModelFigure Champion, ModelFigure Challenger, ModelFigure Difference);

/// <summary>A case that the two judge differently. It names no dwelling.</summary>
public sealed record DifferingCase(string CaseId, DateTimeOffset At, string Outcome, double ChampionProbability, double ChallengerProbability, double ChampionOccupants, double ChallengerOccupants);

/// <param name="Both">Called by both; <paramref name="OnlyChampion"/> and <paramref name="OnlyChallenger"/> by one of them.</param>
/// <param name="Correlation">Of the two probabilities' ranks, -1 to 1.</param>
public sealed record OpenDifferences(DateTimeOffset ScoredAt, long Subjects, long Both, long OnlyChampion, long OnlyChallenger, double? Correlation);
