using System.Globalization;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Finds what is wrong with the options of this simulator, in words of the command line.</summary>
public static class HouseholdOptionCheck
{
    /// <summary>What is wrong, also in the file of <c>like</c>; null where nothing is.</summary>
    public static string? ProblemWithFiles(IReadOnlyDictionary<string, string> options)
    {
        if (Problem(options) is { } problem)
        {
            return problem;
        }

        try
        {
            _ = options.TryGetValue("like", out var path) ? LikeHome.Read(path) : null;
            return null;
        }
        catch (InvalidDataException wrong)
        {
            return "--like: " + wrong.Message;
        }
    }

    /// <summary>What is wrong with the options themselves; null where nothing is.</summary>
    public static string? Problem(IReadOnlyDictionary<string, string> options)
    {
        if (options.TryGetValue("group-rental-share", out var share))
        {
            if (!double.TryParse(share, CultureInfo.InvariantCulture, out var number) || number is not (>= 0 and <= 1))
            {
                return $"--group-rental-share is '{share}'; a share from 0 to 1 is needed, such as 0.05.";
            }

            if (options.ContainsKey("like"))
            {
                return $"--group-rental-share {share} says nothing with --like: the homes that are imitated are all families. Leave one of the two out.";
            }
        }

        return options.TryGetValue("without", out var without) ? ProblemOf(without, options.GetValueOrDefault("district")) : null;
    }

    private static string? ProblemOf(string without, string? district)
    {
        var unknown = HouseholdOptions.WordsIn(without).FirstOrDefault(word => !HouseholdOptions.Words.Any(known => string.Equals(Bare(known), Bare(word), StringComparison.OrdinalIgnoreCase)));
        return unknown is not null ? $"--without is '{unknown}', which is no hardship; there are {string.Join(", ", HouseholdOptions.Words)}."
            : district is not "hard" ? $"--without {without} leaves a hardship out of the hard district: say --district hard with it."
            : null;
    }

    private static string Bare(string word) => word.Replace("_", "", StringComparison.Ordinal);
}
