namespace CityOps.Models.Evaluation;

/// <summary>Hits among trials, with the 95 % interval of Wilson (1927).</summary>
public readonly record struct Rate(int Hits, int Trials)
{
    private const double Normal = 1.959964;

    /// <summary>NaN where nothing was tried.</summary>
    public double Value => Trials == 0 ? double.NaN : Hits / (double)Trials;

    public double Low => Bound(-1);

    public double High => Bound(1);

    /// <summary>How many standard errors this rate is above another (two proportions, pooled); NaN where either has no trials.</summary>
    public double StandardErrorsAbove(Rate other)
    {
        if (Trials == 0 || other.Trials == 0)
        {
            return double.NaN;
        }

        var pooled = (Hits + other.Hits) / (double)(Trials + other.Trials);
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / Trials) + (1.0 / other.Trials)));
        return error > 0 ? (Value - other.Value) / error : 0;
    }

    private double Bound(int side)
    {
        if (Trials == 0)
        {
            return double.NaN;
        }

        var square = Normal * Normal;
        var centre = Value + (square / (2 * Trials));
        var spread = Normal * Math.Sqrt((Value * (1 - Value) / Trials) + (square / (4.0 * Trials * Trials)));
        return Math.Clamp((centre + (side * spread)) / (1 + (square / Trials)), 0, 1);
    }
}
