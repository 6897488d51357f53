using System.CommandLine;

namespace CityOps.Host.Commands;

/// <summary>Options that count something: rows, homes, kills, rounds.</summary>
internal static class CountOptions
{
    /// <summary>Refuses less than one where the option is a whole number with a sign; nothing can be measured on no rows.</summary>
    public static void RequireOne(Option option)
    {
        switch (option)
        {
            // A seed is no count: 0 is as good as any.
            case { Name: "--seed" }:
                break;
            case Option<int> count:
                Require(count, 1);
                break;
            case Option<long> count:
                Require(count, 1);
                break;
            default:
                break;
        }
    }

    private static void Require<T>(Option<T> option, T least)
        where T : struct, IComparable<T> => option.Validators.Add(result =>
        {
            // What is no number at all is refused by the parser itself.
            if (!result.Errors.Any() && result.GetValueOrDefault<T>().CompareTo(least) < 0)
            {
                result.AddError($"{option.Name} is at least {least}.");
            }
        });
}
