namespace CityOps.Models.GroupRental;

/// <summary>Turns a tree score into a probability: 1 / (1 + exp(-(slope × score + offset))), fitted on held-out households (Platt 1999, with his smoothed targets).</summary>
public sealed record PlattScaling(double Slope, double Offset)
{
    public static PlattScaling Fit(IReadOnlyList<float> scores, IReadOnlyList<bool> truth)
    {
        var positives = truth.Count(t => t);
        var (high, low) = ((positives + 1.0) / (positives + 2.0), 1.0 / (truth.Count - positives + 2.0));
        double slope = 1, offset = 0;
        for (var step = 0; step < 100; step++)
        {
            double gs = 0, go = 0, hss = 1e-9, hso = 0, hoo = 1e-9;
            for (var i = 0; i < scores.Count; i++)
            {
                var p = Probability(slope, offset, scores[i]);
                var error = p - (truth[i] ? high : low);
                var weight = p * (1 - p);
                gs += error * scores[i];
                go += error;
                hss += weight * scores[i] * scores[i];
                hso += weight * scores[i];
                hoo += weight;
            }

            var determinant = (hss * hoo) - (hso * hso);
            var (ds, @do) = (((hoo * gs) - (hso * go)) / determinant, ((hss * go) - (hso * gs)) / determinant);
            slope -= Math.Clamp(ds, -1, 1);
            offset -= Math.Clamp(@do, -1, 1);
            if (Math.Abs(ds) + Math.Abs(@do) < 1e-9)
            {
                break;
            }
        }

        return new PlattScaling(slope, offset);
    }

    /// <summary>The same evidence where another share of dwellings is true: the log-odds move by the difference of the shares'.</summary>
    public PlattScaling AtBaseRate(double fitted, double meant) => this with { Offset = Offset + LogOdds(meant) - LogOdds(fitted) };

    private static double LogOdds(double share) => Math.Log(share / (1 - share));

    public float ProbabilityOf(float score) => (float)Probability(Slope, Offset, score);

    private static double Probability(double slope, double offset, double score) => 1 / (1 + Math.Exp(-((slope * score) + offset)));
}
