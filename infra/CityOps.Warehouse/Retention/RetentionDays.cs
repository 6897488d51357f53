using System.Globalization;
using CityOps.Contracts.Scenarios;
using Microsoft.Extensions.Configuration;

namespace CityOps.Warehouse.Retention;

/// <summary>Section <c>CityOps:Retention:Tables</c>: for each table how many days its rows are kept, 0 for ever.</summary>
public sealed class RetentionDays(ScenarioCatalog scenarios, IConfiguration configuration)
{
    public const string Section = "CityOps:Retention:Tables";

    /// <summary>The longest that a table can be told to keep its rows.</summary>
    public const int MostDays = 36_500;

    /// <exception cref="InvalidOperationException">The section names a table that keeps no retention, or its days are no number from 0 to 36500.</exception>
    public IReadOnlyList<(RetentionPart Table, int Days)> Read()
    {
        var tables = scenarios.Of<RetentionPart>().ToDictionary(part => part.Table, StringComparer.OrdinalIgnoreCase);
        var days = tables.Values.ToDictionary(part => part.Table, part => part.DefaultDays, StringComparer.OrdinalIgnoreCase);
        foreach (var setting in configuration.GetSection(Section).GetChildren())
        {
            if (!tables.ContainsKey(setting.Key))
            {
                throw new InvalidOperationException(
                    $"{setting.Path} names no table with a retention. There are: {string.Join(", ", tables.Keys.Order(StringComparer.Ordinal))}.");
            }

            if (!int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > MostDays)
            {
                throw new InvalidOperationException($"{setting.Path} is '{setting.Value}'; it must be a number of days from 0 (keep) to {MostDays}.");
            }

            days[setting.Key] = value;
        }

        return [.. tables.Values.Select(part => (part, days[part.Table]))];
    }
}
