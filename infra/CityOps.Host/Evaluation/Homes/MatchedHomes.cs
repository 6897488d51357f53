using System.Globalization;
using CityOps.Host.Commands;

namespace CityOps.Host.Evaluation.Homes;

/// <summary>Which homes two files have in common.</summary>
/// <param name="Names">Of the homes that are in both.</param>
internal sealed record MatchedHomes(IReadOnlySet<string> Names, int Read, int Counted)
{
    /// <summary>Beyond this share of homes that one file alone names, the two are hardly of the same homes. Below it those in both are used: a trial has homes that dropped out, and some that nobody counted.</summary>
    private const double MostAlone = 0.5;

    /// <param name="read">Homes that have readings.</param>
    /// <param name="counted">Homes whose people are known.</param>
    /// <param name="fewest">Homes in both that are needed.</param>
    /// <exception cref="CommandException">There are fewer, or many are in one file alone.</exception>
    public static MatchedHomes Of(FileInfo readings, IReadOnlyCollection<string> read, FileInfo homes, IReadOnlyCollection<string> counted, int fewest)
    {
        var both = read.Intersect(counted, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        RequireFew(read, both, $"{readings.Name} has readings of", homes);
        RequireFew(counted, both, $"{homes.Name} names", readings);
        return both.Count >= fewest
            ? new MatchedHomes(both, read.Count, counted.Count)
            : throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"{both.Count} homes are in both {readings.Name} and {homes.Name}; nothing can be said of fewer than {fewest}."));
    }

    private static void RequireFew(IReadOnlyCollection<string> homes, HashSet<string> both, string whose, FileInfo other)
    {
        var alone = homes.Where(home => !both.Contains(home)).Order(StringComparer.Ordinal).ToList();
        if (alone.Count > MostAlone * homes.Count)
        {
            throw new CommandException(string.Create(
                CultureInfo.InvariantCulture,
                $"{whose} {homes.Count} homes, {alone.Count} of which {other.Name} does not have ({string.Join(", ", alone.Take(3))}{(alone.Count > 3 ? " …" : "")}); give two files of the same homes."));
        }
    }
}
