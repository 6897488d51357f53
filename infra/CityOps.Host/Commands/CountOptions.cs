using System.CommandLine;

namespace CityOps.Host.Commands;

/// <summary>Options that count something: rows, homes, kills, rounds.</summary>
internal static class CountOptions
{
    private const string Needed = "at least 1";

    /// <summary>Refuses less than one where the option is a whole number with a sign; nothing can be measured on no rows.</summary>
    public static void RequireOne(Option option)
    {
        // A seed is no count: 0 is as good as any.
        if (option.Name is "--seed")
        {
            return;
        }

        switch (option)
        {
            case Option<int> count:
                count.Require(value => value >= 1, Needed);
                break;
            case Option<long> count:
                count.Require(value => value >= 1, Needed);
                break;
        }
    }
}
