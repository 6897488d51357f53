using System.ComponentModel.DataAnnotations;
using CityOps.Contracts.Scenarios;
using CityOps.Host.Commands;
using Microsoft.Extensions.Configuration;

namespace CityOps.Host.Composition.Settings;

/// <summary>
/// Looks at every setting below <c>CityOps</c> at once, before anything is opened. It leaves to the parts what only several settings together can be wrong in.
/// </summary>
internal sealed class SettingsCheck(SettingNode known)
{
    private const int LongestShown = 80;

    private readonly List<string> _problems = [];

    /// <exception cref="CommandException">A setting is wrong or unknown; the message has a line for each.</exception>
    public static void Require(IConfiguration configuration, ScenarioCatalog scenarios)
    {
        if (ProblemsOf(configuration, KnownSettings.Of(scenarios)) is { Count: > 0 } problems)
        {
            throw SettingsProblems.Of(problems);
        }
    }

    /// <summary>A sentence for each setting that is wrong, in the order of their keys.</summary>
    public static IReadOnlyList<string> ProblemsOf(IConfiguration configuration, SettingNode known)
    {
        var check = new SettingsCheck(known);
        check.Visit(configuration.GetSection(KnownSettings.Root), known.At(KnownSettings.Root));
        return check._problems;
    }

    private void Visit(IConfigurationSection section, SettingNode node)
    {
        foreach (var child in section.GetChildren())
        {
            if (node.Child(child.Key) is { } here)
            {
                var before = _problems.Count;
                Look(child, here);
                Visit(child, here);
                if (here.Together is { } options && _problems.Count == before)
                {
                    LookTogether(child, options);
                }
            }
            else
            {
                Unknown(child);
            }
        }
    }

    private void Look(IConfigurationSection setting, SettingNode node)
    {
        if (setting.Value is not { } text)
        {
            // A value that is a section instead names keys that are unknown; those are reported.
            return;
        }

        if (node.Value is { } value)
        {
            if (value.WhyNot(text) is { } allowed)
            {
                _problems.Add($"{setting.Path} {Shown(setting.Path, text)}; it must be {allowed}.");
            }
        }
        else if (text.Length > 0)
        {
            // An empty object or list of a file is an empty text here.
            _problems.Add($"{setting.Path} is a section and holds no value itself; its keys are {SettingRule.OneOf([.. node.Children.Select(c => c.Path[(node.Path.Length + 1)..])])}.");
        }
    }

    private void LookTogether(IConfigurationSection section, Type options)
    {
        if (section.Get(options) is IValidatableObject read)
        {
            _problems.AddRange(read.Validate(new ValidationContext(read)).Select(found =>
                found.MemberNames.Any(name => found.ErrorMessage?.StartsWith(name, StringComparison.Ordinal) == true) ? $"{section.Path}:{found.ErrorMessage}" : $"{section.Path}: {found.ErrorMessage}"));
        }
    }

    // What stands at an unknown key may be a secret under a mistyped name, so it is not shown.
    private void Unknown(IConfigurationSection setting)
    {
        if (setting.Value is not null)
        {
            var nearest = NearestKey.To(setting.Path, known.Values().Select(node => node.Path));
            _problems.Add(nearest is null ? $"{setting.Path} is no setting of CityOps." : $"{setting.Path} is no setting of CityOps; did you mean {nearest}?");
        }

        foreach (var child in setting.GetChildren())
        {
            Unknown(child);
        }
    }

    private static string Shown(string key, string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        // An address may hold a password.
        return KnownSettings.IsSecret(key) || text.Contains('@', StringComparison.Ordinal) ? "is wrong (its value is not shown)"
            : text.Length > LongestShown ? $"is '{text[..LongestShown]}…'"
            : $"is '{text}'";
    }
}
