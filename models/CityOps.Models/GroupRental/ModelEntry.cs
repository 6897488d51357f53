using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CityOps.Models.GroupRental;

/// <summary>What the registry says of a version: enough to make it again. The same training gives the same entry, so it has no time in it.</summary>
/// <param name="FeatureHash">First 16 hex digits of the SHA-256 of the features' names, in order.</param>
public sealed record ModelEntry(
    string Version, string Origin, string DataRange, string FeatureHash, int Seed, TrainingOptions Parameters, GroupRentalMetrics Metrics)
{
    public const string File = "entry.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static ModelEntry Of(TrainedModel model)
    {
        var manifest = GroupRentalModel.Load(model.Archive).Manifest;
        return new ModelEntry(model.Archive.Version, manifest.Origin, manifest.DataRange, HashOf(manifest.Features), manifest.Options.Seed, manifest.Options, model.Metrics);
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    private static string HashOf(IReadOnlyList<string> features) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', features))))[..16];
}
