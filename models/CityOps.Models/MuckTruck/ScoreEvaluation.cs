using CityOps.Models.Evaluation;

namespace CityOps.Models.MuckTruck;

/// <summary>How one score does on a fleet that it did not learn from, with intervals over resampled trucks.</summary>
/// <param name="LearntFrom">Examples: loaded windows, or passes of sensors.</param>
/// <param name="Figures">By name. <c>precision_suspected</c> and <c>recall_suspected</c> are of what is suspected, from a probability of <paramref name="SuspectedFrom"/> on.</param>
/// <param name="Budget">What is found where the most probable so many are looked at.</param>
public sealed record ScoreEvaluation(
    string Score,
    int LearntFrom,
    int Judged,
    int Positives,
    double SuspectedFrom,
    IReadOnlyList<NamedEstimate> Figures,
    IReadOnlyList<ReliabilityBin> Reliability,
    IReadOnlyList<BudgetFigures> Budget)
{
    private const ulong Seed = 1;
    private static readonly double[] Looks = [5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_000];

    public static ScoreEvaluation Of(ScoreKind kind, BoostedScore model, int learntFrom, JudgedExamples judged, double suspectedFrom)
    {
        double[] scores = [.. model.Score(judged.Examples)];
        double[] naive = [.. judged.Examples.Select(e => kind.Naive(e.Features))];
        var truth = judged.Truth;
        var list = RankedList.Of(scores, truth);
        return new ScoreEvaluation(
            kind.Name,
            learntFrom,
            truth.Length,
            truth.Count(t => t),
            suspectedFrom,
            [
                Figure("average_precision", scores, (s, t) => Ranking.AveragePrecision(s, t)),
                Figure("precision_suspected", scores, (s, t) => Share(s, t, (suspected, _) => suspected)),
                Figure("recall_suspected", scores, (s, t) => Share(s, t, (_, isTrue) => isTrue)),
                Figure("calibration_error", scores, (s, t) => Ranking.CalibrationError(s, t)),
                Figure("rule_average_precision", naive, (s, t) => Ranking.AveragePrecision(s, t)),
            ],
            Models.Evaluation.Reliability.Of(scores, truth).Bins,
            [.. Looks.Where(n => n <= list.Total).Select(list.At)]);

        NamedEstimate Figure(string name, double[] by, Func<double[], bool[], double> of) =>
            NamedEstimate.Of(name, Bootstrap.Of(judged.Trucks, Seed, rows => of([.. rows.Select(r => by[r])], [.. rows.Select(r => truth[r])])));

        // Suspected and true, of those that are one of the two.
        double Share(double[] s, bool[] t, Func<bool, bool, bool> among)
        {
            var (both, all) = (0, 0);
            for (var i = 0; i < s.Length; i++)
            {
                var suspected = s[i] >= suspectedFrom;
                both += suspected && t[i] ? 1 : 0;
                all += among(suspected, t[i]) ? 1 : 0;
            }

            return both / (double)all;
        }
    }
}
