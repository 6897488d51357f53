namespace CityOps.Models.MuckTruck;

/// <summary>What a score finds, and by what.</summary>
/// <param name="Name">Its word in archives: a folder, and a manifest beside it.</param>
/// <param name="Features">Their names, in the order in which examples hold them.</param>
public sealed record ScoreKind(string Name, IReadOnlyList<string> Features)
{
    /// <summary>Of a loaded driving window: whether the load spilled (抛洒).</summary>
    public static ScoreKind Spillage { get; } = new(
        "spillage",
        ["minutes", "lid_open_share", "weight_start_kg", "weight_loss_kg", "largest_drop_kg", "accel_mean", "accel_p95", "speed_mean_kmh", "pm10_rise", "camera_confidence", "citizen_reports"])
    {
        Naive = features => Known(features[1]) + (Known(features[2]) * 1e-9),
    };

    /// <summary>Of a loaded truck that came by a PM10 sensor: whether it raised the dust (扬尘) that was read. Rises are in dry air, µg/m³, over the median of the half hour before.</summary>
    public static ScoreKind Dust { get; } = new(
        "dust",
        [
            "rise_ugm3", "rise_over_last_ugm3", "rise_afterwards_ugm3", "background_ugm3", "restless_ugm3", "humidity_pct", "rise_around_ugm3", "rise_upwind_ugm3", "rise_downwind_ugm3", "distance_m", "off_wind_deg", "wind_ms",
            "speed_kmh", "lid_open", "weight_kg", "other_trucks", "nearer_trucks", "camera_confidence", "rise_elsewhere_ugm3",
        ])
    {
        Naive = features => Known(features[0]),
    };

    /// <summary>What they would be ordered by without a model: how long the lid was open and among equals how much was carried; for dust by how much it rose. What nobody measured is 0.</summary>
    public Func<float[], double> Naive { get; private init; } = _ => 0;

    public static IReadOnlyList<ScoreKind> All { get; } = [Spillage, Dust];

    private static double Known(float value) => float.IsNaN(value) ? 0 : value;
}
