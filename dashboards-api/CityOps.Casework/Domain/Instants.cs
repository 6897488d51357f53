namespace CityOps.Casework.Domain;

/// <summary>Arithmetic that ends at the end of time: a date that somebody wrote must never make the case that holds it unreadable.</summary>
internal static class Instants
{
    /// <param name="span">Not negative.</param>
    public static DateTimeOffset Later(this DateTimeOffset at, TimeSpan span) => span >= DateTimeOffset.MaxValue - at ? DateTimeOffset.MaxValue : at + span;

    /// <param name="hours">Not negative.</param>
    public static DateTimeOffset LaterByHours(this DateTimeOffset at, long hours) =>
        hours >= (DateTimeOffset.MaxValue - at).TotalHours ? DateTimeOffset.MaxValue : at.AddHours(hours);
}
