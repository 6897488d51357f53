using System.Text.Json;
using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental;

/// <summary>
/// The rows a version was judged on, kept beside it without keys, so that another version can be judged on the same ones before it takes over. The same rows give the same bytes.
/// </summary>
public static class HeldOutRows
{
    public const string File = "held-out.json";

    public static byte[] ToBytes(TrainingSet rows) => JsonSerializer.SerializeToUtf8Bytes(new Stored(
        rows.Features.Names, [.. rows.Features.Values.Select(Known)], [.. rows.Occupants.Select(Known)], [.. rows.Rental.Select(Known)], rows.Groups, rows.DataRange, rows.Origin));

    /// <exception cref="InvalidDataException">It is not what <see cref="ToBytes"/> wrote.</exception>
    public static TrainingSet FromBytes(byte[] bytes)
    {
        var stored = Parse(bytes) ?? throw new InvalidDataException($"{File} is empty.");
        return new TrainingSet(
            new FeatureMatrix(stored.Names, [.. stored.Values.Select(Value)]),
            [.. Enumerable.Range(0, stored.Rental.Length).Select(row => (ulong)row)],
            [.. stored.Occupants.Select(Value)],
            [.. stored.Rental.Select(Value)],
            stored.DataRange,
            stored.Origin)
        {
            Groups = stored.Groups,
        };
    }

    private static Stored? Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Stored>(bytes);
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{File} of a version was changed after it was stored: {wrong.Message} Restore the file, or train again.", wrong);
        }
    }

    private static float? Known(float value) => float.IsFinite(value) ? value : null;

    private static float Value(float? known) => known ?? float.NaN;

    private sealed record Stored(
        IReadOnlyList<string> Names, float?[] Values, float?[] Occupants, float?[] Rental, IReadOnlyList<RowGroups> Groups, string DataRange, string Origin);
}
