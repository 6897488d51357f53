using CityOps.Models.Evaluation;

namespace CityOps.Pipelines.Dwellings;

/// <summary>
/// The random share of the visit budget (随机抽查). Visits that only go where a model sends them cannot say what it missed; a few dwellings drawn whatever their score can. A draw holds for an ISO week, so that scoring
/// again draws the same. Does not decide who is visited: a reviewer does.
/// </summary>
/// <param name="Chance">With which each dwelling that the model does not suspect is drawn in a week, 0 to 1.</param>
public sealed record RandomChecks(double Chance)
{
    /// <param name="candidates">Dwellings that could be drawn.</param>
    public static RandomChecks Of(int candidates, DwellingOptions options) =>
        new(candidates == 0 ? 0 : Math.Min(1, options.RandomShare * options.MaxSuspicionsPerRun / candidates));

    /// <summary>What is left of the budget for the model.</summary>
    public static int LeftForModel(DwellingOptions options) => (int)Math.Round(options.MaxSuspicionsPerRun * (1 - options.RandomShare));

    /// <param name="monday">Of the week.</param>
    public bool Draws(ulong dwellingKey, DateOnly monday) => Chance > 0 && new SplitMix(dwellingKey ^ ((ulong)monday.DayNumber << 40)).NextDouble() < Chance;
}
