using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental.Evaluation;
using CityOps.Models.Registry;

namespace CityOps.Models.GroupRental;

/// <summary>How much worse than the champion a version may be and still take over. Chance moves each figure a little.</summary>
/// <param name="AveragePrecision">Loss of average precision.</param>
/// <param name="CalibrationError">Gain of calibration error, above <paramref name="CalibrationErrorAllowed"/>.</param>
/// <param name="SliceFalseShare">Gain of the share of lawful dwellings of one group that are called a group rental.</param>
/// <param name="FewestInSlice">Lawful dwellings of a group below which it is not judged.</param>
/// <param name="Precision">Loss of precision among the highest-scored, as many as somebody would visit.</param>
/// <param name="Coverage">Loss of the share of homes whose people lie in the interval.</param>
/// <param name="OccupantError">Gain of the error in people.</param>
/// <param name="FewestDwellings">Dwellings to compare on below which nobody can say which is better.</param>
/// <param name="FewestRentals">Group rentals among them, likewise.</param>
public sealed record PromotionLimits(
    double AveragePrecision = 0.01, double CalibrationError = 0.005, double CalibrationErrorAllowed = 0.03, double SliceFalseShare = 0.02, int FewestInSlice = 100,
    double Precision = 0.1, double Coverage = 0.05, double OccupantError = 0.15, int FewestDwellings = 200, int FewestRentals = 20);

/// <summary>Compares a version with the champion on the rows that the version was judged on. It never promotes: a person does.</summary>
public static class PromotionGate
{
    public static IReadOnlyList<GateFigure> Compare(GroupRentalModel champion, GroupRentalModel challenger, TrainingSet heldOut, PromotionLimits limits)
    {
        var looked = GroupRentalTrainer.Known(heldOut, heldOut.Rental);
        bool[] truth = [.. looked.Rental.Select(r => r > 0.5f)];
        var (its, other) = (champion.Score(looked.Features).Probability, challenger.Score(looked.Features).Probability);
        double[] before = [.. its];
        double[] after = [.. other];
        var (precision, newPrecision) = (Ranking.AveragePrecision(before, truth), Ranking.AveragePrecision(after, truth));
        var visits = Math.Max(GroupRentalMetrics.FewestVisits, truth.Length / 100);
        var (top, newTop) = (Ranking.PrecisionAt(visits, before, truth), Ranking.PrecisionAt(visits, after, truth));
        var (error, newError) = (Ranking.CalibrationError(before, truth), Ranking.CalibrationError(after, truth));
        var figures = new List<GateFigure>
        {
            // The first two are what there has to be, and what there is.
            new("dwellings", limits.FewestDwellings, truth.Length, truth.Length < limits.FewestDwellings),
            new("rentals", limits.FewestRentals, truth.Count(t => t), truth.Count(t => t) < limits.FewestRentals),
            new("average_precision", precision, newPrecision, !(newPrecision >= precision - limits.AveragePrecision)),
            new("calibration_error", error, newError, newError > Math.Max(limits.CalibrationErrorAllowed, error + limits.CalibrationError)),
            new("precision_at_budget", top, newTop, newTop < top - limits.Precision),
        };
        figures.AddRange(OfPeople(champion, challenger, heldOut, limits));
        var slices = Slices.FalseShares(looked, truth, its).Zip(Slices.FalseShares(looked, truth, other));
        figures.AddRange(slices
            .Where(s => s.First.Dwellings >= limits.FewestInSlice)
            .Select(s => new GateFigure($"false share, {s.First.Slice} {s.First.Group}", s.First.FalseShare, s.Second.FalseShare, s.Second.FalseShare > s.First.FalseShare + limits.SliceFalseShare)));
        return figures;
    }

    // Of some homes it is known how many people live there.
    private static IEnumerable<GateFigure> OfPeople(GroupRentalModel champion, GroupRentalModel challenger, TrainingSet heldOut, PromotionLimits limits)
    {
        var counted = GroupRentalTrainer.Known(heldOut, heldOut.Occupants);
        if (counted.Keys.Count == 0)
        {
            yield break;
        }

        var (before, after) = (champion.Score(counted.Features), challenger.Score(counted.Features));
        var (covers, newCovers) = (GroupRentalMetrics.Coverage(before, counted.Occupants), GroupRentalMetrics.Coverage(after, counted.Occupants));
        var (error, newError) = (GroupRentalMetrics.ErrorOf(before.Occupants, counted.Occupants), GroupRentalMetrics.ErrorOf(after.Occupants, counted.Occupants));
        yield return new("interval_coverage", covers, newCovers, newCovers < Math.Min(covers, OccupantInterval.Nominal) - limits.Coverage);
        yield return new("mean_error_people", error, newError, newError > error + limits.OccupantError);
    }
}
