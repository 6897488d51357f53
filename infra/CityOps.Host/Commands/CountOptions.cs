using System.CommandLine;
using System.Globalization;

namespace CityOps.Host.Commands;

/// <summary>Options that count something: rows, homes, kills, rounds.</summary>
internal static class CountOptions
{
    /// <summary>Refuses less than one where the option is a whole number with a sign; nothing can be measured on no rows.</summary>
    public static void RequireOne(Option option)
    {
        // A seed is no count: 0 is as good as any.
        if (option is not (Option<int> or Option<long>) || option.Name is "--seed")
        {
            return;
        }

        option.Validators.Add(result =>
        {
            // The parser itself refuses what is no number, but only after validators have run.
            if (result.Tokens is [var token] && long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count < 1)
            {
                result.AddError($"{option.Name} is at least 1.");
            }
        });
    }
}
