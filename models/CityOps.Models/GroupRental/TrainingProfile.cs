using System.Text.Json;
using CityOps.Models.Evaluation;
using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental;

/// <summary>
/// How the dwellings looked when a version was trained, kept beside it: what drift is measured against. Of all dwellings of the windows it learnt from, not only of those that were
/// visited: visits go where use is high, and the district would seem to have drifted from the first day on.
/// </summary>
/// <param name="Values">Each measured feature, the probability and the estimated occupants.</param>
public sealed record TrainingProfile(string Origin, IReadOnlyList<ValueProfile> Values)
{
    public const string File = "profile.json";
    public const string Probability = "probability";
    public const string Occupants = "estimated_occupants";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Whether a value is what the model says, and not what it is told.</summary>
    public static bool IsScore(string name) => name is Probability or Occupants;

    public static TrainingProfile Of(string origin, FeatureMatrix population, GroupRentalModel model) =>
        new(origin, [.. Columns(population, model.Score(population)).Select(c => ValueProfile.Of(c.Name, c.Values))]);

    /// <summary>How far each value of these dwellings has moved since.</summary>
    public IReadOnlyList<Stability> Against(FeatureMatrix rows, GroupRentalScores scores)
    {
        var now = Columns(rows, scores).ToDictionary(c => c.Name, c => c.Values, StringComparer.Ordinal);
        return [.. Values.Where(v => now.ContainsKey(v.Name)).Select(v => v.Against(now[v.Name]))];
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public static TrainingProfile FromBytes(byte[] bytes) =>
        JsonSerializer.Deserialize<TrainingProfile>(bytes, Json) ?? throw new InvalidDataException($"{File} is empty.");

    private static IEnumerable<(string Name, float[] Values)> Columns(FeatureMatrix rows, GroupRentalScores scores)
    {
        // What lies beyond the peers moves with the peers: it would hide what moved.
        foreach (var column in Enumerable.Range(0, rows.Width).Where(c => !GroupRentalFeatures.IsBeyondPeers(rows.Names[c])))
        {
            var values = new float[rows.Rows];
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = rows[row, column];
            }

            yield return (rows.Names[column], values);
        }

        yield return (Probability, scores.Probability);
        yield return (Occupants, scores.Occupants);
    }
}
