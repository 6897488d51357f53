namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>What a point changed about what had been found before.</summary>
/// <param name="IsUndone">What was found is not so any more.</param>
public readonly record struct TrackChange(TrackEvent Event, bool IsUndone);

/// <summary>How a point came.</summary>
public enum Arrival
{
    InOrder,

    /// <summary>Late, and sorted in: what follows from the points after it was found again.</summary>
    SortedIn,

    /// <summary>Late, from a time in which the truck had been silent.</summary>
    Resent,

    /// <summary>A point of that instant was taken before.</summary>
    Duplicate,

    /// <summary>From before what is settled, of a time that was not silent: left out of the rules.</summary>
    Late,
}
