using Apache.Arrow;

namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>
/// A district whose truth is known, to train from before any visit was made. The simulator is one; this project knows none, so whoever composes the
/// process hands it in.
/// </summary>
public interface ITrainingDistrict
{
    /// <summary>Streams rows of <c>dwellings</c> and <c>meter-readings</c> in their border form, and tells the truth apart from them.</summary>
    IAsyncEnumerable<DistrictRows> EventsAsync(DistrictRequest request, DistrictTruth truth, CancellationToken cancellationToken);
}

/// <param name="RentalShare">Share of group rentals among the dwellings, 0 to 1.</param>
public sealed record DistrictRequest(ulong Seed, int Dwellings, DateTimeOffset From, DateTimeOffset To, string TimeZone, double RentalShare);

/// <summary>Some rows of one contract; the reader disposes them.</summary>
public sealed record DistrictRows(string Contract, RecordBatch Rows);

/// <summary>What is true of each dwelling, by its number.</summary>
public sealed class DistrictTruth
{
    public Dictionary<string, float> Occupants { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, bool> Rental { get; } = new(StringComparer.Ordinal);
}
