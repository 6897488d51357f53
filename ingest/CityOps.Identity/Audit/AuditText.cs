namespace CityOps.Identity.Audit;

/// <summary>What an entry's texts may consist of.</summary>
public static class AuditText
{
    /// <summary>What would make an entry look like another one to whoever reads it (line ends, marks that turn the writing around) becomes a blank.</summary>
    public static bool Keeps(char c) => !char.IsControl(c) && c is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
}
