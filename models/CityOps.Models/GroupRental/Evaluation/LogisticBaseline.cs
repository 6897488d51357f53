using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental.Evaluation;

/// <summary>Logistic regression of the same features alone: what a simple model reaches.</summary>
public static class LogisticBaseline
{
    /// <returns>A score for each row of <paramref name="test"/>.</returns>
    public static float[] LearnAndScore(FeatureMatrix learn, float[] rental, FeatureMatrix test, int seed) => LinearOdds.Fit(learn, rental, seed).ScoresOf(test);
}
