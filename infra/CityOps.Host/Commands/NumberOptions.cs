using System.CommandLine;
using System.Globalization;

namespace CityOps.Host.Commands;

/// <summary>Options whose numbers have bounds. What is no number at all the parser refuses, and <see cref="CallErrors"/> says so.</summary>
internal static class NumberOptions
{
    /// <param name="holds">Whether a value can be used. NaN reaches it too: write bounds so that it fails them.</param>
    /// <param name="needed">What the option is, for the message: <c>a share from 0 to 1</c>.</param>
    public static Option<T> Require<T>(this Option<T> option, Func<T, bool> holds, string needed)
        where T : IParsable<T>
    {
        option.Validators.Add(result =>
        {
            // The language takes 100,5 for 1005.
            if (result.Tokens is [var written] && written.Value.Contains(',', StringComparison.Ordinal))
            {
                result.AddError($"{option.Name} is '{written.Value}'; {needed} is needed, with a point where it has decimals.");
                return;
            }

            // Validators run before the parser has refused what is no number, so the text is read here and not the value.
            if (result.Tokens is [var token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && !holds(value))
            {
                result.AddError($"{option.Name} is {needed}, not {token.Value}.");
            }
        });
        return option;
    }
}
