using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Dust;
using CityOps.Pipelines.Trucks.Scoring;

namespace CityOps.Pipelines.Trucks.Spillage;

/// <summary>Measures loaded driving windows for <see cref="ScoreKind.Spillage"/>.</summary>
public static class SpillageMeasures
{
    private const double NearM = 200;
    private const long CameraMs = 3 * 60_000;
    private const long DustMs = 5 * 60_000;
    private const long ReportMs = 60 * 60_000;

    /// <summary>How many points a weight is the mean of: scales shake.</summary>
    private const int WeightPoints = 4;

    public static ScoredExample Of(LoadedWindow window, ObservationIndex observations)
    {
        var points = window.Points;
        var shaking = points.Where(p => p.SpeedKmh > 3 && !float.IsNaN(p.AccelRms)).Select(p => p.AccelRms).Order().ToList();
        var weights = points.Select(p => p.WeightKg).Where(kg => !float.IsNaN(kg)).ToList();
        var seen = observations.Along(window, NearM, DustMs, ReportMs);
        return new ScoredExample
        {
            Features =
            [
                (float)((window.ToMs - window.FromMs) / 60_000.0),
                (float)points.Count(p => p.Lid == Lid.Open) / points.Count,
                weights.Count < WeightPoints ? float.NaN : weights.Take(WeightPoints).Average(),
                weights.Count < 2 * WeightPoints ? float.NaN : weights.Take(WeightPoints).Average() - weights.TakeLast(WeightPoints).Average(),
                LargestDrop(weights),
                shaking.Count == 0 ? float.NaN : shaking.Average(),
                shaking.Count == 0 ? float.NaN : shaking[(int)(shaking.Count * 0.95)],
                points.Where(p => p.SpeedKmh > 3).Select(p => p.SpeedKmh).DefaultIfEmpty(0).Average(),
                DustRise(seen),
                (float)seen.Where(s => s.Row.Kind == ObservationKind.CameraSpill && Math.Abs(s.AfterMs) <= CameraMs).Select(s => s.Row.Confidence ?? 0.5).DefaultIfEmpty(0).Max(),
                seen.Count(s => s.Row.Kind == ObservationKind.CitizenReport && s.AfterMs is >= 0 and <= ReportMs),
            ],
        };
    }

    // Between the means of some points before and after each point.
    private static float LargestDrop(List<float> weights)
    {
        var largest = float.NaN;
        for (var i = WeightPoints; i + WeightPoints <= weights.Count; i++)
        {
            var drop = weights.GetRange(i - WeightPoints, WeightPoints).Average() - weights.GetRange(i, WeightPoints).Average();
            largest = float.IsNaN(largest) ? drop : Math.Max(largest, drop);
        }

        return largest;
    }

    // The most that PM10 of dry air rose at one of the sensors that the truck came by.
    private static float DustRise(IReadOnlyList<Seen> seen) => seen
        .Where(s => s.Row.Kind == ObservationKind.Pm10 && Math.Abs(s.AfterMs) <= DustMs && s.Row.Value is not null)
        .GroupBy(s => s.Row.SensorId, StringComparer.Ordinal)
        .Select(RiseAt)
        .Where(rise => !float.IsNaN(rise))
        .DefaultIfEmpty(float.NaN)
        .Max();

    private static float RiseAt(IEnumerable<Seen> ofSensor)
    {
        var dry = ofSensor.Select(s => (s.AfterMs, UgM3: Pm10Calibration.Dry(s.Row.Value!.Value, s.Row.HumidityPct ?? 0))).ToLookup(s => s.AfterMs >= 0, s => s.UgM3);
        return dry[true].Any() && dry[false].Any() ? (float)(dry[true].Max() - dry[false].Average()) : float.NaN;
    }
}
