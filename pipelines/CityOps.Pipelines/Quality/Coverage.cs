namespace CityOps.Pipelines.Quality;

/// <summary>What is sent now and again by its own cycle, so that it can be said what is missing.</summary>
public enum CoveredStream
{
    Water,
    Electricity,
    Gas,

    /// <summary>Positions of trucks, while they are on the road.</summary>
    TruckPositions,

    /// <summary>Roadside dust sensors. Cameras and callers tell when there is something to tell: nothing of theirs is ever missing.</summary>
    Sensors,
}

/// <summary>What meters, trucks or sensors of a town owed on a local day by their own cycle, and what came.</summary>
/// <param name="Town">Empty where the stream has no towns, or the town is not known.</param>
/// <param name="Day">Null: all days together.</param>
/// <param name="Sources">Meters, trucks or sensors that owed something.</param>
/// <param name="Irregular">Those read too seldom to know their cycle; they owe nothing.</param>
public sealed record CoverageRow(string Town, DateOnly? Day, long Sources, long Irregular, long Owed, long Came);

/// <param name="SampledShare">Share of the sources that was looked at, (0, 1].</param>
public sealed record Coverage(double SampledShare, IReadOnlyList<CoverageRow> Rows);
