using System.Globalization;
using System.Text;
using CityOps.Models.GroupRental.Evaluation;

namespace CityOps.Models.GroupRental;

/// <summary>A version's card (model card, Mitchell and others 2019), as Markdown: what it is for, where it ends, and whom it wrongs.</summary>
public static class ModelCard
{
    public const string File = "card.md";

    public static string Of(ModelEntry entry, GroupRentalModel model, TrainingSet heldOut)
    {
        var (m, said) = (entry.Metrics, string.Equals(entry.Origin, "simulated", StringComparison.Ordinal) ? "simulated " : "");
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"""
            # Group-rental model {entry.Version}

            **Use.** Ranks dwellings for a reviewer by the probability of a group rental and estimates how many people live in each, with an interval. A score opens a case for a person, or
            it does not; it decides about nobody.

            **Limits.** Learnt from {entry.DataRange} ({entry.Origin}). It has not seen other cities, other seasons or other meters. Three generations under one roof, students and young
            workers who share lawfully, visitors and broken meters look alike. Shared meters and weak matches are not scored.

            **Made from.** Features {entry.FeatureHash}, seed {entry.Seed}, {entry.Parameters.RentalTrees} trees of {entry.Parameters.RentalLeaves} leaves, {m.LearntFrom} rows.

            | {said}figure, on {m.HeldOut} households that it did not learn from | value |
            |---|---|
            | average precision | {m.AveragePrecision:0.000} |
            | the same of the best single feature ({m.BestSingleFeature}) | {m.BestSingleAveragePrecision:0.000} |
            | precision of the {m.Budget} most probable | {m.PrecisionAtBudget:0.000} |
            | calibration error | {m.CalibrationError:0.000} |
            | mean error of the people, and of the median by rooms | {m.Mae:0.00}, {m.BaselineMae:0.00} |
            | interval holds (nominal {m.IntervalNominal}) | {m.IntervalCoverage:0.000} |

            ## Whom it wrongs
            Share of {said}dwellings that are no group rental and are given a probability of one half or more.

            | slice | group | dwellings | share |
            |---|---|---|---|

            """);
        var looked = GroupRentalTrainer.Known(heldOut, heldOut.Rental);
        foreach (var slice in Slices.FalseShares(looked, [.. looked.Rental.Select(r => r > 0.5f)], model.Score(looked.Features).Probability))
        {
            card.Append(CultureInfo.InvariantCulture, $"| {slice.Slice} | {slice.Group} | {slice.Dwellings} | {slice.FalseShare:0.000} |\n");
        }

        return card.ToString();
    }
}
