using System.Text.RegularExpressions;
using CityOps.Host.Composition;
using CityOps.Host.Composition.Settings;
using CityOps.Tests.Shared;
using Microsoft.Extensions.Options;

namespace CityOps.Host.Tests.Composition;

/// <summary>The program, its check of settings and the table of docs/operations.md know the same keys.</summary>
public sealed partial class DocumentedSettingsTests
{
    // Set by the program itself, by its benchmarks or its tests.
    private static readonly string[] NotForOperators =
    [
        "CityOps:DataFolder", "CityOps:Demo", "CityOps:DemoSubjects:*", "CityOps:Dashboards:WebFolder", "CityOps:Warehouse:Embedded:Command:*",
    ];

    private static readonly SettingNode Known = KnownSettings.Of(Host.Composition.Scenarios.Catalog());

    [Fact]
    public void Every_setting_of_the_table_is_one()
    {
        var known = Known.Values().Select(node => node.Path).ToList();

        Assert.All(Documented(), key => Assert.True(known.Exists(path => Covers(key, path)), $"docs/operations.md names {key}, which nothing reads."));
    }

    [Fact]
    public void Every_setting_is_in_the_table()
    {
        var documented = Documented();
        var missing = Known.Values().Select(node => node.Path).Where(path => !NotForOperators.Contains(path) && !documented.Exists(key => Covers(key, path)));

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_type_of_options_that_a_host_binds_is_known()
    {
        var folder = Directory.CreateTempSubdirectory("cityops-bound-");
        try
        {
            var bound = new List<Type>();
            await using var app = CityOpsApplication.Build(
                new HostSettings(DataFolder.Open(folder), HostRoles.All, HttpPort: 0, Demo: false, Host.Composition.Scenarios.All),
                services => bound.AddRange(services
                    .Where(s => s.ServiceType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IOptionsChangeTokenSource<>))
                    .Select(s => s.ServiceType.GenericTypeArguments[0])
                    .Where(type => type.Namespace?.StartsWith("CityOps.", StringComparison.Ordinal) == true)));

            Assert.NotEmpty(bound);
            Assert.Empty(bound.Except(KnownSettings.Sections.Select(section => section.Options)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // "CityOps:A:B" · "C": the second is CityOps:A:C, unless it is a whole key itself. A key that ends in ":*" is a section that another page lists.
    private static List<string> Documented()
    {
        var keys = new List<string>();
        foreach (var row in File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).Where(line => line.StartsWith("| `CityOps:", StringComparison.Ordinal)))
        {
            var section = "";
            foreach (Match name in Code().Matches(row.Split('|')[1]))
            {
                var key = Placeholder().Replace(name.Groups["code"].Value, "*");
                key = key.StartsWith("CityOps:", StringComparison.Ordinal) ? key : section + key;
                section = name.Groups["code"].Value.StartsWith("CityOps:", StringComparison.Ordinal) ? key[..(key.LastIndexOf(':') + 1)] : section;
                keys.Add(key);
            }
        }

        Assert.NotEmpty(keys);
        return keys;
    }

    private static bool Covers(string documented, string path) =>
        string.Equals(documented, path, StringComparison.Ordinal)
        || (documented.EndsWith(":*", StringComparison.Ordinal) && path.StartsWith(documented[..^1], StringComparison.Ordinal));

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(@"\{\w+\}|<\w+>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
