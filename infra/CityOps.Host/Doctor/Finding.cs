namespace CityOps.Host.Doctor;

public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Works, with a limit that the finding names.</summary>
    Note,

    /// <summary>CityOps cannot run until it is mended.</summary>
    Missing,
}

/// <param name="Name">What was looked at.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Remedy">What to do about it; null where there is nothing to do.</param>
public sealed record Finding(string Name, FindingLevel Level, string Detail, string? Remedy = null);
