namespace CityOps.Models.GroupRental.Occupancy;

/// <summary>What is known of a home whose people were counted.</summary>
/// <param name="People">Who live there.</param>
/// <param name="FloorArea">Floor area or its band as the source writes it: homes of the same text are alike for the baseline.</param>
/// <param name="Signs">One number for each name of the set it belongs to; NaN where not known.</param>
public sealed record CountedHome(ulong Key, double People, string FloorArea, double[] Signs);

/// <summary>Homes whose people were counted, and the names of what is known of each.</summary>
public sealed record CountedHomes(IReadOnlyList<string> Names, IReadOnlyList<CountedHome> Homes)
{
    /// <summary>One sign of every home.</summary>
    public double[] Column(string name)
    {
        var column = Names.ToList().IndexOf(name);
        return column >= 0 ? [.. Homes.Select(h => h.Signs[column])] : throw new ArgumentException($"There is no sign '{name}' of the homes.", nameof(name));
    }
}
