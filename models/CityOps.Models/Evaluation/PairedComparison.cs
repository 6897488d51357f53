namespace CityOps.Models.Evaluation;

/// <summary>One subject whose truth is known, as two models saw it before it was known.</summary>
/// <param name="Weight">How many subjects it stands for: one over the probability of seeing it, or 1.</param>
public readonly record struct PairedCase(ulong Household, double Champion, double Challenger, bool Truth, double Weight);

/// <summary>A figure of both models, and how much more the challenger has.</summary>
public sealed record PairedFigure(string Name, Estimate Champion, Estimate Challenger, Estimate Difference);

/// <summary>Compares two models on the same subjects. Each resample draws the same households for both, so that the interval of the difference is narrower than those of the two.</summary>
public static class PairedComparison
{
    /// <param name="visits">The budget, of all that the cases stand for.</param>
    public static IReadOnlyList<PairedFigure> Of(IReadOnlyList<PairedCase> cases, double visits, ulong seed)
    {
        if (cases.Count == 0)
        {
            return [];
        }

        ulong[] households = [.. cases.Select(c => c.Household)];
        return
        [
            Figure("average_precision", (rows, score) => List(rows, score).AveragePrecision()),
            Figure("precision_at_budget", (rows, score) => List(rows, score).At(visits).Precision),
            Figure("recall_at_budget", (rows, score) => List(rows, score).At(visits).Recall),
            Figure("brier", (rows, score) => rows.Sum(r => cases[r].Weight * Square(score(cases[r]) - (cases[r].Truth ? 1 : 0))) / rows.Sum(r => cases[r].Weight)),
            Figure("calibration_error", (rows, score) => Reliability.Of([.. rows.Select(r => score(cases[r]))], [.. rows.Select(r => cases[r].Truth)]).Error),
        ];

        RankedList List(IReadOnlyList<int> rows, Func<PairedCase, double> score) =>
            RankedList.Of([.. rows.Select(r => score(cases[r]))], [.. rows.Select(r => cases[r].Truth)], [.. rows.Select(r => cases[r].Weight)]);

        PairedFigure Figure(string name, Func<IReadOnlyList<int>, Func<PairedCase, double>, double> of) => new(
            name,
            Bootstrap.Of(households, seed, rows => of(rows, Champion)),
            Bootstrap.Of(households, seed, rows => of(rows, Challenger)),
            Bootstrap.Of(households, seed, rows => of(rows, Challenger) - of(rows, Champion)));
    }

    private static double Champion(PairedCase one) => one.Champion;

    private static double Challenger(PairedCase one) => one.Challenger;

    private static double Square(double value) => value * value;
}
