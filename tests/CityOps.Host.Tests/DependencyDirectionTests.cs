using System.Xml.Linq;
using CityOps.Tests.Shared;

namespace CityOps.Host.Tests;

/// <summary>Contracts ← EventLog, Identity, Warehouse, Models ← Ingest, Pipelines, Casework ← Dashboards ← Host.</summary>
public sealed class DependencyDirectionTests
{
    private static readonly string[][] Layers =
    [
        ["CityOps.Contracts"],
        ["CityOps.EventLog", "CityOps.Identity", "CityOps.Warehouse", "CityOps.Models"],
        ["CityOps.Ingest", "CityOps.Pipelines", "CityOps.Casework"],
        ["CityOps.Dashboards"],
        ["CityOps.Host"],
    ];

    public static TheoryData<string> Projects() => [.. ProjectFiles().Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_lower_layers(string project)
    {
        var layer = LayerOf(Path.GetFileNameWithoutExtension(project));
        var references = XDocument.Load(Path.Combine(Repository.Root, project))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.All(references, reference => Assert.True(LayerOf(reference) < layer, $"{project} may not reference {reference}."));
    }

    [Fact]
    public void Every_project_of_the_design_is_there()
    {
        var found = ProjectFiles().Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

        Assert.Equal(Layers.SelectMany(layer => layer).Order(StringComparer.Ordinal), found);
    }

    private static int LayerOf(string project)
    {
        var layer = Array.FindIndex(Layers, names => names.Contains(project, StringComparer.Ordinal));
        Assert.True(layer >= 0, $"{project} has no layer: add it to the design and to this test.");
        return layer;
    }

    private static IEnumerable<string> ProjectFiles() =>
        new[] { "ingest", "models", "pipelines", "dashboards-api", "infra" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal));
}
