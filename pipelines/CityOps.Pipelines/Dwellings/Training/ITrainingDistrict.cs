using Apache.Arrow;

namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>
/// A district whose truth is known, to train from before any visit was made. The simulator is one; this project knows none, so whoever composes the
/// process hands it in.
/// </summary>
public interface ITrainingDistrict
{
    /// <summary>Streams rows of <c>dwellings</c>, <c>meter-links</c>, <c>meter-readings</c>, <c>dwelling-signals</c> and <c>weather</c> in their border form, and tells the truth apart from them.</summary>
    IAsyncEnumerable<DistrictRows> EventsAsync(DistrictRequest request, DistrictTruth truth, CancellationToken cancellationToken);
}

/// <param name="RentalShare">Share of group rentals among the dwellings, 0 to 1.</param>
public sealed record DistrictRequest(ulong Seed, int Dwellings, DateTimeOffset From, DateTimeOffset To, string TimeZone, double RentalShare)
{
    /// <summary>Further options of the district's maker, by its own names.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Some rows of one contract; the reader disposes them.</summary>
public sealed record DistrictRows(string Contract, RecordBatch Rows);

/// <summary>What is true of each dwelling, by its number.</summary>
public sealed class DistrictTruth
{
    private readonly Dictionary<string, DwellingTruth> _dwellings = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DwellingTruth> Dwellings => _dwellings;

    /// <summary>The truth of a dwelling, to be filled in.</summary>
    public DwellingTruth Of(string dwelling)
    {
        if (!_dwellings.TryGetValue(dwelling, out var truth))
        {
            _dwellings[dwelling] = truth = new DwellingTruth();
        }

        return truth;
    }
}

/// <summary>What is true of one dwelling; null where nobody told.</summary>
public sealed class DwellingTruth
{
    public float? Occupants { get; set; }

    public bool? IsRental { get; set; }

    /// <summary>What it is, such as <c>fish_tank</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The most people present on each day, in the order of the days.</summary>
    public List<(DateOnly Day, byte People)> Present { get; } = [];
}
