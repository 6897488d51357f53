namespace CityOps.Models.Evaluation;

/// <summary>How well scores put the true ones first. Ties share their rank.</summary>
public static class Ranking
{
    /// <summary>Area under the ROC curve (Mann-Whitney): 0.5 is chance, 1 perfect. NaN where one class is empty.</summary>
    public static double RocAuc(IReadOnlyList<double> scores, IReadOnlyList<bool> truth)
    {
        var (keys, order) = (scores.ToArray(), Enumerable.Range(0, scores.Count).ToArray());
        Array.Sort(keys, order);
        double rankSum = 0;
        long positives = 0;
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && keys[end].Equals(keys[start]))
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                if (truth[order[i]])
                {
                    rankSum += (start + end + 1) / 2.0;
                    positives++;
                }
            }

            start = end;
        }

        var negatives = scores.Count - positives;
        return (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }

    /// <inheritdoc cref="RankedList.AveragePrecision"/>
    public static double AveragePrecision(IReadOnlyList<double> scores, IReadOnlyList<bool> truth) => RankedList.Of(scores, truth).AveragePrecision();

    /// <summary>The share of true ones among the <paramref name="budget"/> highest scores.</summary>
    public static double PrecisionAt(int budget, IReadOnlyList<double> scores, IReadOnlyList<bool> truth) => RankedList.Of(scores, truth).At(budget).Precision;

    /// <inheritdoc cref="Reliability.Error"/>
    public static double CalibrationError(IReadOnlyList<double> probabilities, IReadOnlyList<bool> truth) => Reliability.Of(probabilities, truth).Error;
}
