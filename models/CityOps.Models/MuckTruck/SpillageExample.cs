using Microsoft.ML.Data;

namespace CityOps.Models.MuckTruck;

/// <summary>What a loaded driving window is scored by, in this order. Missing is NaN.</summary>
public static class SpillageFeatures
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "minutes", "lid_open_share", "weight_start_kg", "weight_loss_kg", "largest_drop_kg", "accel_mean", "accel_p95", "speed_mean_kmh", "pm10_rise", "camera_confidence", "citizen_reports",
    ];
}

/// <summary>A window and what became of it.</summary>
public sealed class SpillageExample
{
    public const int Count = 11;

    [VectorType(Count)]
    public float[] Features { get; set; } = [];

    /// <summary>Whether the load spilled.</summary>
    public bool Label { get; set; }
}
