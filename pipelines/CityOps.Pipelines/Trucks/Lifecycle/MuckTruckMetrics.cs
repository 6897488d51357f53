using System.Text.Json;
using CityOps.Models.MuckTruck;

namespace CityOps.Pipelines.Trucks.Lifecycle;

/// <summary>The figures in short that <c>train muck-truck</c> keeps with each version; all that is known of one that was made before it was judged with intervals. What is not in it is null.</summary>
internal sealed record MuckTruckMetrics(
    string? Origin, long? Seed, int? TrainedWindows, int? JudgedWindows, int? SpilledWindows, double? AveragePrecision, int? TrainedPasses, int? JudgedPasses, int? DustyPasses, double? AveragePrecisionDust)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static MuckTruckMetrics? Of(byte[]? bytes)
    {
        try
        {
            return bytes is null ? null : JsonSerializer.Deserialize<MuckTruckMetrics>(bytes, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public (int? LearntFrom, int? Judged, int? Positives, double? AveragePrecision) Of(ScoreKind kind) => ReferenceEquals(kind, ScoreKind.Dust)
        ? (TrainedPasses, JudgedPasses, DustyPasses, AveragePrecisionDust)
        : (TrainedWindows, JudgedWindows, SpilledWindows, AveragePrecision);
}
