using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental.Evaluation;

namespace CityOps.Models.GroupRental;

/// <summary>
/// How a version does on the households it never saw, with intervals: what a scientist looks at before putting it to work. Kept beside the version; the same training gives the same bytes.
/// </summary>
/// <param name="Figures">By name, with the interval over resampled households.</param>
/// <param name="Budget">What the first so many visits find.</param>
/// <param name="Slices">Whom it wrongs.</param>
public sealed record VersionEvaluation(
    string Origin,
    int Dwellings,
    int Rentals,
    IReadOnlyList<NamedEstimate> Figures,
    IReadOnlyList<ReliabilityBin> Reliability,
    IReadOnlyList<BudgetFigures> Budget,
    IReadOnlyList<SliceFigures> Slices)
{
    public const string File = "evaluation.json";

    private static readonly double[] Visits = [5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_000];
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static VersionEvaluation Of(GroupRentalModel model, TrainingSet heldOut)
    {
        var seed = (ulong)model.Manifest.Options.Seed;
        var looked = GroupRentalTrainer.Known(heldOut, heldOut.Rental);
        var counted = GroupRentalTrainer.Known(heldOut, heldOut.Occupants);
        var (scores, people) = (model.Score(looked.Features), model.Score(counted.Features));
        double[] probability = [.. scores.Probability];
        bool[] truth = [.. looked.Rental.Select(r => r > 0.5f)];
        var list = RankedList.Of(probability, truth);
        var budget = Math.Max(10, looked.Keys.Count / 100);
        ulong[] homes = [.. looked.Keys];
        ulong[] countedHomes = [.. counted.Keys];
        return new VersionEvaluation(
            heldOut.Origin,
            looked.Keys.Count,
            truth.Count(t => t),
            [
                Looked("average_precision", (p, t) => Ranking.AveragePrecision(p, t)),
                Looked("roc_auc", (p, t) => Ranking.RocAuc(p, t)),
                Looked("precision_at_budget", (p, t) => RankedList.Of(p, t).At(budget).Precision),
                Looked("recall_at_budget", (p, t) => RankedList.Of(p, t).At(budget).Recall),
                Looked("calibration_error", (p, t) => Ranking.CalibrationError(p, t)),
                Counted("mean_error_people", rows => rows.Average(r => Math.Abs((double)people.Occupants[r] - counted.Occupants[r]))),
                Counted("interval_coverage", rows => rows.Count(r => counted.Occupants[r] >= people.OccupantsLow[r] && counted.Occupants[r] <= people.OccupantsHigh[r]) / (double)rows.Count),
            ],
            Models.Evaluation.Reliability.Of(probability, truth).Bins,
            [.. Visits.Append(budget).Order().Distinct().Where(v => v <= list.Total).Select(list.At)],
            Evaluation.Slices.FalseShares(looked, truth, scores.Probability));

        NamedEstimate Looked(string name, Func<double[], bool[], double> of) => NamedEstimate.Of(
            name, Bootstrap.Of(homes, seed, rows => of([.. rows.Select(r => probability[r])], [.. rows.Select(r => truth[r])])));

        NamedEstimate Counted(string name, Func<IReadOnlyList<int>, double> of) => NamedEstimate.Of(
            name, countedHomes.Length == 0 ? new Estimate(double.NaN, double.NaN, double.NaN) : Bootstrap.Of(countedHomes, seed, of));
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public static VersionEvaluation FromBytes(byte[] bytes) =>
        JsonSerializer.Deserialize<VersionEvaluation>(bytes, Json) ?? throw new InvalidDataException($"{File} is empty.");
}
