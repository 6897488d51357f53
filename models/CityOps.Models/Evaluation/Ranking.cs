namespace CityOps.Models.Evaluation;

/// <summary>How well scores put the true ones first. Ties share their rank.</summary>
public static class Ranking
{
    /// <summary>Area under the ROC curve (Mann-Whitney): 0.5 is chance, 1 perfect. NaN where one class is empty.</summary>
    public static double RocAuc(IReadOnlyList<double> scores, IReadOnlyList<bool> truth)
    {
        var order = Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ToArray();
        double rankSum = 0;
        long positives = 0;
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && scores[order[end]].Equals(scores[order[start]]))
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

    /// <summary>Average precision: the mean, over the true ones, of the precision at their rank; tied scores count as one step.</summary>
    public static double AveragePrecision(IReadOnlyList<double> scores, IReadOnlyList<bool> truth)
    {
        var order = Descending(scores);
        double sum = 0;
        int found = 0, seen = 0;
        while (seen < order.Length)
        {
            var before = found;
            var score = scores[order[seen]];
            while (seen < order.Length && scores[order[seen]].Equals(score))
            {
                found += truth[order[seen++]] ? 1 : 0;
            }

            sum += (found - before) * ((double)found / seen);
        }

        return found == 0 ? double.NaN : sum / found;
    }

    /// <summary>The share of true ones among the <paramref name="budget"/> highest scores.</summary>
    public static double PrecisionAt(int budget, IReadOnlyList<double> scores, IReadOnlyList<bool> truth)
    {
        var visited = Math.Min(budget, scores.Count);
        return visited == 0 ? double.NaN : Descending(scores).Take(visited).Count(i => truth[i]) / (double)visited;
    }

    /// <summary>Expected calibration error over ten equal bins of probability.</summary>
    public static double CalibrationError(IReadOnlyList<double> probabilities, IReadOnlyList<bool> truth)
    {
        const int Bins = 10;
        var (sum, hits, count) = (new double[Bins], new int[Bins], new int[Bins]);
        for (var i = 0; i < probabilities.Count; i++)
        {
            var bin = Math.Min(Bins - 1, (int)(probabilities[i] * Bins));
            sum[bin] += probabilities[i];
            hits[bin] += truth[i] ? 1 : 0;
            count[bin]++;
        }

        return Enumerable.Range(0, Bins).Sum(bin => Math.Abs(sum[bin] - hits[bin])) / Math.Max(1, probabilities.Count);
    }

    private static int[] Descending(IReadOnlyList<double> scores) => [.. Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i])];
}
