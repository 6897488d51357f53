namespace CityOps.Models.Evaluation;

/// <summary>How many visits each town can make in a week. The most probable dwellings of each town get them.</summary>
/// <param name="OtherTowns">Visits of each town that is not named.</param>
public sealed record VisitBudget(IReadOnlyDictionary<string, int> VisitsPerWeekByTown, int OtherTowns = 0)
{
    /// <summary>The shares of all dwellings at which figures are given beside the budget: 0.01 %, 0.1 %, 1 %.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.0001, 0.001, 0.01];

    /// <summary>As many visits for every town.</summary>
    public static VisitBudget OfEach(int visits) => new(new Dictionary<string, int>(StringComparer.Ordinal), visits);

    /// <summary>The same share of the dwellings of each town, at least one.</summary>
    public static VisitBudget OfShare(IReadOnlyList<string> towns, double share) => new(
        towns.GroupBy(t => t, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Math.Max(1, (int)Math.Round(g.Count() * share)), StringComparer.Ordinal));

    /// <summary>What a week's visits find. Expected values where scores are equal.</summary>
    public BudgetFigures Spend(IReadOnlyList<double> scores, IReadOnlyList<bool> truth, IReadOnlyList<string> towns)
    {
        double visits = 0, hits = 0, positives = 0;
        foreach (var town in Enumerable.Range(0, towns.Count).GroupBy(i => towns[i], StringComparer.Ordinal))
        {
            var list = RankedList.Of([.. town.Select(i => scores[i])], [.. town.Select(i => truth[i])]);
            var made = Math.Min(list.Total, VisitsPerWeekByTown.GetValueOrDefault(town.Key, OtherTowns));
            visits += made;
            hits += list.HitsIn(made);
            positives += list.Positives;
        }

        var precision = visits > 0 ? hits / visits : double.NaN;
        return new BudgetFigures(visits, precision, positives > 0 ? hits / positives : double.NaN, precision / (positives / towns.Count));
    }
}
