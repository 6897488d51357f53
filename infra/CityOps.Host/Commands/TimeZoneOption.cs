using System.CommandLine;

namespace CityOps.Host.Commands;

/// <summary>The zone whose wall clock a file has.</summary>
internal static class TimeZoneOption
{
    public static Option<string> Create(string description)
    {
        var option = new Option<string>("--time-zone") { Description = description, HelpName = "ZONE", DefaultValueFactory = _ => "Europe/Madrid" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !TimeZoneInfo.TryFindSystemTimeZoneById(token.Value, out _))
            {
                result.AddError($"--time-zone is '{token.Value}'; an IANA time zone such as Europe/Madrid is needed.");
            }
        });
        return option;
    }

    public static TimeZoneInfo ZoneOf(this ParseResult parsed, Option<string> option) => TimeZoneInfo.FindSystemTimeZoneById(parsed.GetValue(option)!);
}
