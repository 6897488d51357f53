namespace CityOps.Models.Evaluation;

/// <summary>
/// Dwellings in the order in which they would be visited, the highest score first, and what was true of them. Equal scores are visited in no order: a
/// budget that ends among them gets its share of their hits. Sorted once; each figure is one pass.
/// </summary>
public sealed class RankedList
{
    // Steps of equal score: running sums of weight and of weight that is true, after each.
    private readonly double[] _seen;
    private readonly double[] _hits;
    private readonly int _steps;

    private RankedList(double[] seen, double[] hits, int steps)
    {
        _seen = seen;
        _hits = hits;
        _steps = steps;
    }

    /// <summary>All weight: the number of dwellings, unless they stand for others.</summary>
    public double Total => _steps == 0 ? 0 : _seen[_steps - 1];

    public double Positives => _steps == 0 ? 0 : _hits[_steps - 1];

    /// <summary>The share of true ones: what visiting blindly finds.</summary>
    public double BaseRate => Positives / Total;

    /// <param name="weights">How many dwellings each stands for, such as one over the probability that it was visited; null where each stands for itself.</param>
    public static RankedList Of(IReadOnlyList<double> scores, IReadOnlyList<bool> truth, IReadOnlyList<double>? weights = null)
    {
        var (keys, order) = (new double[scores.Count], new int[scores.Count]);
        for (var i = 0; i < keys.Length; i++)
        {
            (keys[i], order[i]) = (-scores[i], i);
        }

        Array.Sort(keys, order);
        var (seen, hits) = (new double[keys.Length], new double[keys.Length]);
        double weight = 0, hit = 0;
        var steps = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var w = weights?[order[i]] ?? 1;
            weight += w;
            hit += truth[order[i]] ? w : 0;
            if (i + 1 < keys.Length && keys[i + 1].Equals(keys[i]))
            {
                continue;
            }

            (seen[steps], hits[steps]) = (weight, hit);
            steps++;
        }

        return new RankedList(seen, hits, steps);
    }

    /// <summary>Mean, over the true ones, of the precision at their rank; equal scores count as one step. NaN where none is true.</summary>
    public double AveragePrecision()
    {
        double sum = 0, before = 0;
        for (var step = 0; step < _steps; step++)
        {
            sum += (_hits[step] - before) * (_hits[step] / _seen[step]);
            before = _hits[step];
        }

        return before > 0 ? sum / before : double.NaN;
    }

    /// <summary>True ones among the first <paramref name="visits"/>, expected.</summary>
    public double HitsIn(double visits)
    {
        double seen = 0, hits = 0;
        for (var step = 0; step < _steps; step++)
        {
            if (_seen[step] >= visits)
            {
                return hits + ((_hits[step] - hits) * (visits - seen) / (_seen[step] - seen));
            }

            (seen, hits) = (_seen[step], _hits[step]);
        }

        return hits;
    }

    /// <summary>What so many visits find: never more visits than there are dwellings.</summary>
    public BudgetFigures At(double visits)
    {
        var made = Math.Min(visits, Total);
        var precision = made > 0 ? HitsIn(made) / made : double.NaN;
        return new BudgetFigures(made, precision, Positives > 0 ? HitsIn(made) / Positives : double.NaN, precision / BaseRate);
    }
}

/// <summary>What a budget of visits finds.</summary>
/// <param name="Visits">Made with it.</param>
/// <param name="Precision">Share of the visits that find one.</param>
/// <param name="Recall">Share of all true ones that they find.</param>
/// <param name="Lift">Times better than visiting blindly.</param>
public readonly record struct BudgetFigures(double Visits, double Precision, double Recall, double Lift);
