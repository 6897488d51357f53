namespace CityOps.Models.Evaluation;

/// <summary>How a visit ended.</summary>
public enum VisitOutcome
{
    /// <summary>A group rental.</summary>
    Confirmed,

    /// <summary>Somebody looked, and it was none.</summary>
    NotFound,

    /// <summary>Something else was wrong; no group rental.</summary>
    OtherViolation,

    /// <summary>Nobody opened: unknown, not "no".</summary>
    NoEntry,

    /// <summary>Closed at a desk without a visit: an opinion, no truth.</summary>
    Dismissed,
}

/// <summary>A visit and how it came about.</summary>
/// <param name="Score">What the model that is judged says of the dwelling, whichever model sent the visit.</param>
/// <param name="SelectionProbability">How probable the visit was when it was chosen, (0, 1]; null where nobody can say: complaints, campaigns, imported lists.</param>
/// <param name="FoundBy">model, random, complaint or campaign.</param>
public sealed record Visit(ulong Household, double Score, VisitOutcome Outcome, double? SelectionProbability, string FoundBy)
{
    /// <summary>Whether somebody saw what is true.</summary>
    public bool IsSeen => Outcome is VisitOutcome.Confirmed or VisitOutcome.NotFound or VisitOutcome.OtherViolation;
}

/// <summary>
/// Estimates what a model would find in the whole district from visits that mostly went where a model sent them. Each dwelling seen stands for one over the
/// probability of seeing it: of being chosen, times of somebody opening, which is taken from the visits of the same kind. Needs a random share of the budget:
/// where a dwelling could not be chosen at all, no visit stands for it.
/// </summary>
/// <param name="Weights">How many dwellings each of <paramref name="Seen"/> stands for.</param>
/// <param name="LeftOut">Visits without a selection probability: they can be learnt from, not estimated with.</param>
public sealed record VisitSample(IReadOnlyList<Visit> Seen, IReadOnlyList<double> Weights, int LeftOut)
{
    public static VisitSample Of(IReadOnlyList<Visit> visits)
    {
        var made = visits.Where(v => v.Outcome is not VisitOutcome.Dismissed).ToList();
        var known = made.Where(v => v.SelectionProbability is > 0 and <= 1).ToList();
        var opened = known.GroupBy(v => v.FoundBy, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(v => v.IsSeen) / (double)g.Count(), StringComparer.Ordinal);
        var seen = known.Where(v => v.IsSeen).ToList();
        return new VisitSample(seen, [.. seen.Select(v => 1 / (v.SelectionProbability!.Value * opened[v.FoundBy]))], made.Count - known.Count);
    }

    /// <summary>The district's dwellings in the order of the model's scores, as far as the visits show it.</summary>
    public RankedList District() => RankedList.Of([.. Seen.Select(v => v.Score)], [.. Seen.Select(v => v.Outcome is VisitOutcome.Confirmed)], Weights);

    /// <summary>Estimated figures at a budget, with the interval of the precision.</summary>
    /// <param name="visits">Of the whole district.</param>
    public Estimate PrecisionAt(double visits, ulong seed) => Bootstrap.Of(
        [.. Seen.Select(v => v.Household)],
        seed,
        rows => RankedList.Of([.. rows.Select(r => Seen[r].Score)], [.. rows.Select(r => Seen[r].Outcome is VisitOutcome.Confirmed)], [.. rows.Select(r => Weights[r])]).At(visits).Precision);
}
