namespace CityOps.Models.Evaluation;

/// <summary>A figure of a version, as it is kept beside it.</summary>
/// <param name="Low">The 2.5 % quantile over resamples, <paramref name="High"/> the 97.5 % one; NaN where nothing can be said.</param>
public sealed record NamedEstimate(string Name, double Value, double Low, double High)
{
    internal static NamedEstimate Of(string name, Estimate estimate) => new(name, estimate.Value, estimate.Low, estimate.High);
}
