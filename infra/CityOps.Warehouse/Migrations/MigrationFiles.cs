using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace CityOps.Warehouse.Migrations;

/// <summary>
/// Reads SQL from embedded resources. A folder of migrations looks like <c>V0001__readings/01_readings.sql</c>,
/// <c>V0001__readings/02_weather.sql</c>, <c>V0002__more/01_….sql</c>: one statement a file, run in the order of their names.
/// </summary>
public static partial class MigrationFiles
{
    /// <summary>The migrations of an owner in a folder.</summary>
    /// <param name="assembly">Holds the files as embedded resources (with their default names).</param>
    /// <param name="folder">The folder's resource prefix, such as <c>CityOps.Pipelines.Landing.Schema</c>.</param>
    /// <exception cref="InvalidOperationException">The folder holds no migrations, or a number is missing.</exception>
    public static IReadOnlyList<WarehouseMigration> Load(Assembly assembly, string folder, string owner)
    {
        var steps = Read(assembly, folder)
            .Select(file => (Match: Step().Match(file.Name), file.Text))
            .Where(file => file.Match.Success)
            .GroupBy(file => int.Parse(file.Match.Groups["version"].Value, CultureInfo.InvariantCulture))
            .OrderBy(group => group.Key)
            .Select(group => new WarehouseMigration(owner, group.Key, group.First().Match.Groups["name"].Value, [.. group.Select(file => file.Text)]))
            .ToList();
        return steps.Count > 0 && steps[^1].Version == steps.Count
            ? steps
            : throw new InvalidOperationException($"The migrations of {owner} in {folder} of {assembly.GetName().Name} are not numbered V0001, V0002, … without a gap.");
    }

    /// <summary>One SQL file by its resource name.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public static string ReadOne(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no embedded resource {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    internal static IEnumerable<(string Name, string Text)> Read(Assembly assembly, string folder) =>
        assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + ".", StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name[(folder.Length + 1)..], ReadOne(assembly, name)));

    [GeneratedRegex(@"^V(?<version>\d+)__(?<name>[^.]+)\.", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
