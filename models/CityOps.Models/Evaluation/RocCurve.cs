namespace CityOps.Models.Evaluation;

/// <summary>The points of a ROC curve, for plots: the share of false ones taken for true, and the share of true ones found, from the highest score down.</summary>
public static class RocCurve
{
    /// <summary>More points do not show.</summary>
    private const int MostPoints = 200;

    /// <returns>From (0, 0) to (1, 1); empty where one class is. Equal scores are one step.</returns>
    public static IReadOnlyList<(double X, double Y)> Of(IReadOnlyList<double> scores, IReadOnlyList<bool> truth)
    {
        var positives = truth.Count(t => t);
        var negatives = truth.Count - positives;
        if (positives == 0 || negatives == 0)
        {
            return [];
        }

        int found = 0, wrong = 0;
        var points = new List<(double X, double Y)> { (0, 0) };
        foreach (var step in Enumerable.Range(0, scores.Count).GroupBy(i => scores[i]).OrderByDescending(g => g.Key))
        {
            var hits = step.Count(i => truth[i]);
            found += hits;
            wrong += step.Count() - hits;
            points.Add(((double)wrong / negatives, (double)found / positives));
        }

        var every = ((points.Count - 1) / MostPoints) + 1;
        return [.. points.Where((_, at) => at % every == 0 || at == points.Count - 1)];
    }
}
