using System.Text.Json;

namespace CityOps.Models.MuckTruck;

/// <summary>What a score is judged on.</summary>
/// <param name="Trucks">A number for the truck of each: what one truck did is alike, so it is drawn together. No truck can be told by it.</param>
public sealed record JudgedExamples(IReadOnlyList<ScoredExample> Examples, IReadOnlyList<ulong> Trucks)
{
    public bool[] Truth => [.. Examples.Select(e => e.Label)];

    /// <param name="truckIds">Of each example.</param>
    public static JudgedExamples Of(IReadOnlyList<ScoredExample> examples, IReadOnlyList<string> truckIds)
    {
        var numbers = truckIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((id, at) => (id, at)).ToDictionary(t => t.id, t => (ulong)t.at, StringComparer.Ordinal);
        return new JudgedExamples(examples, [.. truckIds.Select(id => numbers[id])]);
    }
}

/// <summary>
/// What a version of the muck-truck scores was judged on, kept beside it, so that another version can be judged on the same before it takes over. The same examples give the same bytes.
/// </summary>
public sealed record JudgedFleet(JudgedExamples Spillage, JudgedExamples Dust)
{
    public const string File = "held-out.json";

    public JudgedExamples Of(ScoreKind kind) => ReferenceEquals(kind, ScoreKind.Dust) ? Dust : Spillage;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(ScoreKind.All.ToDictionary(kind => kind.Name, kind => Stored.Of(kind, Of(kind)), StringComparer.Ordinal));

    /// <exception cref="InvalidDataException">It is not what <see cref="ToBytes"/> wrote, or of other features than this version of CityOps measures.</exception>
    public static JudgedFleet FromBytes(byte[] bytes)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Dictionary<string, Stored>>(bytes)!;
            return new JudgedFleet(stored[ScoreKind.Spillage.Name].Examples(ScoreKind.Spillage), stored[ScoreKind.Dust.Name].Examples(ScoreKind.Dust));
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{File} of a version was changed after it was stored: {wrong.Message} Restore the file, or train again.", wrong);
        }
    }

    /// <param name="Values">One example after the other; what nobody measured is null.</param>
    private sealed record Stored(IReadOnlyList<string> Features, float?[] Values, bool[] Labels, ulong[] Trucks)
    {
        public static Stored Of(ScoreKind kind, JudgedExamples judged) => new(
            kind.Features, [.. judged.Examples.SelectMany(e => e.Features).Select(v => float.IsFinite(v) ? v : (float?)null)], judged.Truth, [.. judged.Trucks]);

        public JudgedExamples Examples(ScoreKind kind)
        {
            if (!Features.SequenceEqual(kind.Features, StringComparer.Ordinal))
            {
                throw new InvalidDataException($"{File} of a version holds other features of {kind.Name} than are measured now. Train again: cityops train muck-truck");
            }

            var width = Features.Count;
            return new JudgedExamples(
                [.. Labels.Select((label, row) => new ScoredExample { Label = label, Features = [.. Values[(row * width)..((row + 1) * width)].Select(v => v ?? float.NaN)] })],
                Trucks);
        }
    }
}
