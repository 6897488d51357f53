using CityOps.Models.Tabular;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace CityOps.Models.GroupRental;

/// <summary>
/// Logistic regression of the same columns: each brought to its logarithm and to its own spread, what is not known counted as the mean. Trees cut where a few rentals happen to lie; a straight line through all
/// dwellings does not, and the two together rank better than either.
/// </summary>
/// <param name="Means">Of the logarithms of each column.</param>
/// <param name="Spreads">Their standard deviations; 0 where a column never changes.</param>
/// <param name="Weights">Log-odds for one spread.</param>
/// <param name="Bias">Log-odds of a dwelling that is average in everything.</param>
public sealed record LinearOdds(double[] Means, double[] Spreads, double[] Weights, double Bias)
{
    private const double LeastSpread = 1e-9;

    public static LinearOdds Fit(FeatureMatrix learn, float[] rental, int seed)
    {
        var (means, spreads) = Scales(learn);
        var unfitted = new LinearOdds(means, spreads, new double[learn.Width], 0);
        var trainer = new MLContext(seed).BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            FeatureColumnName = FeatureView.Features,
            LabelColumnName = FeatureView.Label,
            NumberOfThreads = 1,
            L1Regularization = 0.1f,
            L2Regularization = 1,
        });
        var line = trainer.Fit(new FeatureView(unfitted.Scaled(learn), rental, binary: true)).Model.SubModel;
        return unfitted with { Weights = [.. line.Weights.Select(w => (double)w)], Bias = line.Bias };
    }

    /// <summary>Log-odds of each row.</summary>
    public float[] ScoresOf(FeatureMatrix rows)
    {
        var scores = new float[rows.Rows];
        for (var row = 0; row < scores.Length; row++)
        {
            var values = rows.Row(row);
            var sum = Bias;
            for (var column = 0; column < values.Length; column++)
            {
                sum += Weights[column] == 0 ? 0 : Weights[column] * Scaled(values[column], column);
            }

            scores[row] = (float)sum;
        }

        return scores;
    }

    /// <summary>Adds what each column of a row says, times a share, to the log-odds that others gave it.</summary>
    public void AddTo(Span<float> contributions, ReadOnlySpan<float> row, double share)
    {
        for (var column = 0; column < row.Length; column++)
        {
            contributions[column] += (float)(share * Weights[column] * Scaled(row[column], column));
        }
    }

    private FeatureMatrix Scaled(FeatureMatrix rows)
    {
        var values = new float[rows.Values.Length];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = (float)Scaled(rows.Values[at], at % rows.Width);
        }

        return rows with { Values = values };
    }

    private double Scaled(float value, int column) => float.IsFinite(value) && Spreads[column] > LeastSpread ? (Logarithm(value) - Means[column]) / Spreads[column] : 0;

    private static (double[] Means, double[] Spreads) Scales(FeatureMatrix rows)
    {
        var (means, spreads) = (new double[rows.Width], new double[rows.Width]);
        for (var column = 0; column < rows.Width; column++)
        {
            double sum = 0, squares = 0;
            var known = 0;
            for (var row = 0; row < rows.Rows; row++)
            {
                if (float.IsFinite(rows[row, column]))
                {
                    var value = Logarithm(rows[row, column]);
                    (sum, squares, known) = (sum + value, squares + (value * value), known + 1);
                }
            }

            var mean = known == 0 ? 0 : sum / known;
            (means[column], spreads[column]) = (mean, known == 0 ? 0 : Math.Sqrt(Math.Max(0, (squares / known) - (mean * mean))));
        }

        return (means, spreads);
    }

    private static double Logarithm(float value) => Math.Sign(value) * Math.Log(1 + Math.Abs((double)value));
}
