using System.Globalization;
using CityOps.Casework.Elements;
using CityOps.Ingest.Simulation.Households;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Host.Demo;

/// <summary>
/// Gives each simulated town a unit, its grid cells and an inspector, so that the board has somebody to send. They are on duty as long as the demonstration lasts, since it is opened at any hour. Does nothing where a roster
/// was imported before.
/// </summary>
internal sealed class DemoRoster(ElementStore elements, TimeProvider time, ILogger<DemoRoster> logger) : BackgroundService
{
    private const string By = "demo";

    /// <summary>As many dwellings as have every town's first grid cell among them.</summary>
    private const int Dwellings = 300;

    private static readonly TimeSpan Lasts = TimeSpan.FromDays(365);

    // The first is who a visitor becomes in the role of an inspector.
    private static readonly string[] Inspectors = ["demo-inspector", "li", "wang", "chen", "zhao", "sun", "zhou", "wu"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (elements.Current.Of("roster").Any())
        {
            return;
        }

        List<(string Unit, string Town, string Inspector, IReadOnlyList<string> Cells)> towns = [.. Enumerable.Range(0, Dwellings).GroupBy(District.TownOf)
            .Select(town => (string.Create(CultureInfo.InvariantCulture, $"grid_{town.Key + 1:D2}"), District.Town(town.Key).Name, Inspectors[town.Key % Inspectors.Length],
                (IReadOnlyList<string>)[.. town.Select(District.GridCellOf).Distinct(StringComparer.Ordinal)]))];
        var from = time.GetUtcNow();
        await PutAsync("unit", towns.Select(t => Fields(("code", t.Unit), ("zh", $"{t.Town}网格队"), ("town", t.Town))), stoppingToken);
        await PutAsync("grid_cell", towns.SelectMany(t => t.Cells.Select(cell => Fields(("cell", cell), ("town", t.Town), ("unit", t.Unit)))), stoppingToken);
        await PutAsync(
            "roster",
            towns.Select(t => Fields(
                ("inspector", t.Inspector), ("unit", t.Unit), ("from", Text(from)), ("to", Text(from + Lasts)), ("skills", "muck-truck group-rental"), ("grid_cells", string.Join(' ', t.Cells)))),
            stoppingToken);
        logger.LogInformation("Demonstration: {Inspectors} inspectors are on duty", towns.Count);
    }

    private async Task PutAsync(string kind, IEnumerable<IReadOnlyDictionary<string, string>> entries, CancellationToken cancellationToken)
    {
        var changes = await elements.PutAsync(ElementKind.Find(kind)!, [.. entries], apply: true, By, cancellationToken);
        if (changes.FirstOrDefault(c => c.Errors.Count > 0) is { } wrong)
        {
            logger.LogWarning("Demonstration: {Kind} {Code} was refused: {Reason}", kind, wrong.Code, string.Join(' ', wrong.Errors));
        }
    }

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
