using System.CommandLine;
using System.Globalization;
using System.Text;
using CityOps.Contracts.Validation;

namespace CityOps.Host.Commands;

/// <summary>Options that are an instant. A wall clock names none: here it would be another hour than in the district.</summary>
internal static class InstantOptions
{
    public static Option<T> RequireInstant<T>(this Option<T> option)
    {
        option.Validators.Add(result =>
        {
            // What is no time at all the parser of the type refuses itself.
            var isRefused = typeof(T) != typeof(string) && result.Tokens is [var read] && !DateTimeOffset.TryParse(read.Value, CultureInfo.InvariantCulture, out _);
            if (!isRefused && result.Tokens is [var token] && InstantText.Parse(Encoding.UTF8.GetBytes(token.Value), out _) is not InstantFailure.None)
            {
                result.AddError($"{option.Name} is '{token.Value}'; an RFC 3339 instant with an offset is needed, such as 2026-03-01T08:00:00+08:00.");
            }
        });
        return option;
    }
}
