namespace CityOps.Models.MuckTruck;

/// <summary>Something that a score orders, as measured, and what became of it.</summary>
public sealed class ScoredExample
{
    /// <summary>In the order of <see cref="ScoreKind.Features"/>. Missing is NaN.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>Whether it was what the score is to find.</summary>
    public bool Label { get; set; }
}
