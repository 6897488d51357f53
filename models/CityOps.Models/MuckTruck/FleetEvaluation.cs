using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Models.Registry;

namespace CityOps.Models.MuckTruck;

/// <summary>What a version of the muck-truck scores learnt from and what it is worth, kept beside it. The same training gives the same bytes.</summary>
/// <param name="Origin">"simulated": no version learnt from real spills or dust yet.</param>
/// <param name="DataRange">What it learnt from and what it was judged on, for people.</param>
public sealed record FleetEvaluation(string Origin, string DataRange, long Seed, IReadOnlyList<ScoreEvaluation> Scores)
{
    public const string File = "evaluation.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <param name="suspectedFrom">From which probability on this kind is suspected.</param>
    public static FleetEvaluation Of(MuckTruckModel model, string origin, string dataRange, long seed, Func<ScoreKind, int> learntFrom, JudgedFleet judged, Func<ScoreKind, double> suspectedFrom) => new(
        origin,
        dataRange,
        seed,
        [.. ScoreKind.All.Where(kind => model.Of(kind) is not null).Select(kind => ScoreEvaluation.Of(kind, model.Of(kind)!, learntFrom(kind), judged.Of(kind), suspectedFrom(kind)))]);

    /// <summary>Keeps a version with what it was judged on and its card.</summary>
    /// <param name="metrics">The figures in short, as <c>train --json</c> prints them.</param>
    /// <returns>The version's id.</returns>
    public string Register(ModelRegistry registry, MuckTruckModel model, JudgedFleet judged, byte[] metrics)
    {
        var archive = model.ToArchive();
        return registry.Add(archive, new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["metrics.json"] = metrics,
            [File] = ToBytes(),
            [JudgedFleet.File] = judged.ToBytes(),
            [MuckTruckCard.File] = System.Text.Encoding.UTF8.GetBytes(MuckTruckCard.Of(archive.Version, this)),
        });
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="JsonException">It is not what <see cref="ToBytes"/> wrote.</exception>
    public static FleetEvaluation FromBytes(byte[] bytes) => JsonSerializer.Deserialize<FleetEvaluation>(bytes, Json) ?? throw new JsonException($"{File} is empty.");
}
