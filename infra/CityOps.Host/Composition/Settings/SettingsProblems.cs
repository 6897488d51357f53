using CityOps.Host.Commands;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Host.Composition.Settings;

/// <summary>Says what is wrong with the settings, a line each, and where they come from.</summary>
internal static class SettingsProblems
{
    // "DataAnnotation validation failed for 'DashboardsOptions.Dashboards.Map' members: 'TilesUrl' with the error: 'TilesUrl is …'."
    private const string OfAttributes = "with the error: '";

    public static CommandException Of(IReadOnlyList<string> problems) => new(
        $"{(problems.Count == 1 ? "a setting is" : $"{problems.Count} settings are")} wrong (settings come from appsettings.json, the file of CITYOPS_CONFIG and the environment):\n  {string.Join("\n  ", problems)}");

    /// <summary>What the parts themselves find wrong in several settings together.</summary>
    /// <exception cref="CommandException">They found something.</exception>
    public static void RequireValid(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (Exception error) when (In(error) is { Count: > 0 } problems)
        {
            throw Of(problems);
        }
    }

    /// <summary>The problems that an error tells of; empty where it is of something else.</summary>
    public static IReadOnlyList<string> In(Exception error) => error switch
    {
        OptionsValidationException options => [.. options.Failures.Select(Plain)],
        AggregateException several when several.InnerExceptions.All(inner => In(inner).Count > 0) => [.. several.InnerExceptions.SelectMany(In)],
        _ => [],
    };

    private static string Plain(string failure)
    {
        var at = failure.IndexOf(OfAttributes, StringComparison.Ordinal);
        return at < 0 ? failure : failure[(at + OfAttributes.Length)..].TrimEnd('.', '\'') + ".";
    }
}
