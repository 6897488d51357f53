namespace CityOps.Ingest.Simulation;

/// <summary>Takes what really happened. It is written beside the events, never among them.</summary>
public interface ITruthSink
{
    void Write(TruthRow row);
}

/// <summary>One fact that the events only hint at.</summary>
/// <param name="Subject">The dwelling or truck number, as the events name it.</param>
/// <param name="From">When it began to be true.</param>
/// <param name="To">When it ceased to be, exclusive.</param>
/// <param name="Kind">What it is, in snake case: <c>occupants</c>, <c>group_rental</c>, <c>dumping</c>.</param>
/// <param name="Value">Its number where it has one: people, cubic metres; 1 or 0 for yes and no.</param>
/// <param name="Lon">Where it happened, WGS-84 degrees; null where it has no place.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
/// <param name="Detail">A word on the circumstances, such as <c>fish_tank</c>.</param>
public sealed record TruthRow(
    string Subject, DateTimeOffset From, DateTimeOffset To, string Kind, double? Value = null, double? Lon = null, double? Lat = null, string? Detail = null);

/// <summary>Drops the truth: for demonstrations.</summary>
public sealed class NoTruth : ITruthSink
{
    public static NoTruth Instance { get; } = new();

    public void Write(TruthRow row)
    {
        // Nobody asked.
    }
}

/// <summary>Keeps the truth in memory: for tests and small runs.</summary>
public sealed class TruthList : ITruthSink
{
    private readonly List<TruthRow> _rows = [];

    public IReadOnlyList<TruthRow> Rows => _rows;

    public void Write(TruthRow row) => _rows.Add(row);
}
