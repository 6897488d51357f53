using CityOps.Casework.Elements;
using CityOps.Casework.Queries;

namespace CityOps.Dashboards.Search;

/// <summary>Finds grid cells (网格) by a part of their code, or by the code or name of the unit that has them.</summary>
internal sealed class GridSearch(ICaseSearch cases, CaseElements elements)
{
    public async Task<IReadOnlyList<FindAnything.FoundGrid>> FindAsync(string text, CaseScope? scope, int most, CancellationToken cancellationToken)
    {
        var data = elements.Data;
        var counted = (await cases.GridCellsAsync(text, scope, most, cancellationToken)).ToDictionary(g => g.GridCell, StringComparer.Ordinal);
        var listed = data.Of("grid_cell").Where(g => Sees(scope, g) && (Has(g["cell"], text) || Has(g["unit"], text) || Has(data.Find("unit", g["unit"])?["zh"], text)));
        var found = new List<FindAnything.FoundGrid>();
        foreach (var cell in counted.Keys.Concat(listed.Select(g => g["cell"])).Distinct(StringComparer.Ordinal).Take(most))
        {
            var count = counted.GetValueOrDefault(cell) ?? await CountAsync(cell, scope, cancellationToken);
            found.Add(new(cell, data.Find("grid_cell", cell)?["town"] ?? count?.Town, data.Find("unit", data.UnitOf(cell) ?? "")?["zh"] ?? data.UnitOf(cell), count?.Cases ?? 0));
        }

        return found;
    }

    // A unit's cell need not have the text in its code.
    private async Task<GridCount?> CountAsync(string cell, CaseScope? scope, CancellationToken cancellationToken) =>
        (await cases.GridCellsAsync(cell, scope, int.MaxValue, cancellationToken)).FirstOrDefault(g => string.Equals(g.GridCell, cell, StringComparison.Ordinal));

    private static bool Sees(CaseScope? scope, Element cell) =>
        scope is null || (scope.Towns is { } towns ? towns.Contains(cell["town"], StringComparer.Ordinal) : scope.GridCells.Contains(cell["cell"], StringComparer.Ordinal));

    private static bool Has(string? name, string text) => name is not null && name.Contains(text, StringComparison.OrdinalIgnoreCase);
}
