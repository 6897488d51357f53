using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental.Evaluation;
using CityOps.Models.Registry;

namespace CityOps.Models.GroupRental;

/// <summary>How much worse than the champion a version may be and still take over. Chance moves each figure a little.</summary>
/// <param name="AveragePrecision">Loss of average precision.</param>
/// <param name="CalibrationError">Gain of calibration error, above <paramref name="CalibrationErrorAllowed"/>.</param>
/// <param name="SliceFalseShare">Gain of the share of lawful dwellings of one group that are called a group rental.</param>
/// <param name="FewestInSlice">Lawful dwellings of a group below which it is not judged.</param>
public sealed record PromotionLimits(
    double AveragePrecision = 0.01, double CalibrationError = 0.005, double CalibrationErrorAllowed = 0.03, double SliceFalseShare = 0.02, int FewestInSlice = 100);

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
        var (error, newError) = (Ranking.CalibrationError(before, truth), Ranking.CalibrationError(after, truth));
        var figures = new List<GateFigure>
        {
            new("average_precision", precision, newPrecision, !(newPrecision >= precision - limits.AveragePrecision)),
            new("calibration_error", error, newError, newError > Math.Max(limits.CalibrationErrorAllowed, error + limits.CalibrationError)),
        };
        var slices = Slices.FalseShares(looked, truth, its).Zip(Slices.FalseShares(looked, truth, other));
        figures.AddRange(slices
            .Where(s => s.First.Dwellings >= limits.FewestInSlice)
            .Select(s => new GateFigure($"false share, {s.First.Slice} {s.First.Group}", s.First.FalseShare, s.Second.FalseShare, s.Second.FalseShare > s.First.FalseShare + limits.SliceFalseShare)));
        return figures;
    }
}
