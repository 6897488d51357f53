using CityOps.Models.Tabular;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace CityOps.Models.GroupRental.Evaluation;

/// <summary>Logistic regression of the same features: what a simple model reaches. Each is brought to logarithms and to its own spread; what is not known counts as the mean.</summary>
public static class LogisticBaseline
{
    /// <returns>A score for each row of <paramref name="test"/>.</returns>
    public static float[] LearnAndScore(FeatureMatrix learn, float[] rental, FeatureMatrix test, int seed)
    {
        var ml = new MLContext(seed);
        var scales = Scales(learn);
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            FeatureColumnName = FeatureView.Features,
            LabelColumnName = FeatureView.Label,
            NumberOfThreads = 1,
            L1Regularization = 0.1f,
            L2Regularization = 1,
        });
        return GroupRentalModel.ScoresOf(trainer.Fit(new FeatureView(Scaled(learn, scales), rental, binary: true)), Scaled(test, scales));
    }

    private static (double Mean, double Spread)[] Scales(FeatureMatrix rows)
    {
        var scales = new (double Mean, double Spread)[rows.Width];
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
            scales[column] = (mean, known == 0 ? 0 : Math.Sqrt(Math.Max(0, (squares / known) - (mean * mean))));
        }

        return scales;
    }

    private static FeatureMatrix Scaled(FeatureMatrix rows, (double Mean, double Spread)[] scales)
    {
        var values = new float[rows.Values.Length];
        for (var at = 0; at < values.Length; at++)
        {
            var (mean, spread) = scales[at % rows.Width];
            values[at] = float.IsFinite(rows.Values[at]) && spread > 1e-9 ? (float)((Logarithm(rows.Values[at]) - mean) / spread) : 0;
        }

        return rows with { Values = values };
    }

    private static double Logarithm(float value) => Math.Sign(value) * Math.Log(1 + Math.Abs((double)value));
}
