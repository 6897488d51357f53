namespace CityOps.Dashboards.Map;

/// <param name="Cell">What is counted apart, such as an H3 cell.</param>
/// <param name="Group">What totals are shown for, such as a town.</param>
/// <param name="Count">How many have the property.</param>
/// <param name="Of">Out of how many.</param>
public sealed record CellCount(string Cell, string Group, long Count, long Of);

/// <param name="Count">Null where it is suppressed.</param>
/// <param name="Of">Null where it is suppressed.</param>
public sealed record ShownCell(string Cell, string Group, long? Count, long? Of);

/// <param name="Total">Null where it is suppressed.</param>
public sealed record ShownGroup(string Group, long? Total);

/// <summary>What may be shown of counts of households.</summary>
/// <param name="Total">Of all groups; null where it is suppressed.</param>
/// <param name="SuppressedCells">How many cells show no number.</param>
public sealed record ShownCounts(IReadOnlyList<ShownCell> Cells, IReadOnlyList<ShownGroup> Groups, long? Total, int SuppressedCells);

/// <summary>
/// Suppression of small cells. A cell is small where fewer than k have the property (and any has), or fewer than k lack it: a neighbour could tell who
/// they are. Since totals are shown beside the cells, one suppressed cell alone could be computed from them: the smallest others of its group are
/// suppressed with it (complementary cells), until at least two are and they hold k together; where a group has no others, its total goes, and then
/// the same holds among the groups.
/// </summary>
public static class SmallCells
{
    public static ShownCounts Suppress(IReadOnlyList<CellCount> cells, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 2);
        var hidden = new HashSet<CellCount>(ReferenceEqualityComparer.Instance);
        var groups = cells.GroupBy(c => c.Group, StringComparer.Ordinal).Select(g => (Name: g.Key, Cells: g.ToList(), Sum: g.Sum(c => c.Count))).ToList();
        var hiddenGroups = groups.Where(g => !HideEnough(g.Cells, hidden, k)).Select(g => g.Name).ToHashSet(StringComparer.Ordinal);
        var total = HideGroups(groups, hiddenGroups, hidden, k) ? groups.Sum(g => g.Sum) : (long?)null;
        return new ShownCounts(
            [.. cells.Select(c => hidden.Contains(c) ? new ShownCell(c.Cell, c.Group, null, null) : new ShownCell(c.Cell, c.Group, c.Count, c.Of))],
            [.. groups.Select(g => new ShownGroup(g.Name, hiddenGroups.Contains(g.Name) ? null : g.Sum))],
            total,
            hidden.Count);
    }

    /// <returns>Whether what is hidden cannot be computed from the group's total.</returns>
    private static bool HideEnough(List<CellCount> members, HashSet<CellCount> hidden, int k)
    {
        var gone = members.Where(c => c.Count > 0 && (c.Count < k || c.Of - c.Count < k)).ToList();
        if (gone.Count == 0)
        {
            return true;
        }

        var others = new Queue<CellCount>(members.Except(gone).Where(c => c.Count > 0).OrderBy(c => c.Count).ThenBy(c => c.Cell, StringComparer.Ordinal));
        while ((gone.Count < 2 || gone.Sum(c => c.Count) < k) && others.TryDequeue(out var next))
        {
            gone.Add(next);
        }

        hidden.UnionWith(gone);
        return gone.Count >= 2 && gone.Sum(c => c.Count) >= k;
    }

    /// <summary>Hides further groups' totals, each with its smallest cell, or their cells would add up to them.</summary>
    /// <returns>Whether what is hidden cannot be computed from the total of all.</returns>
    private static bool HideGroups(List<(string Name, List<CellCount> Cells, long Sum)> groups, HashSet<string> hiddenGroups, HashSet<CellCount> hidden, int k)
    {
        if (hiddenGroups.Count == 0)
        {
            return true;
        }

        foreach (var (name, cells, _) in groups.Where(g => g.Sum > 0 && !hiddenGroups.Contains(g.Name)).OrderBy(g => g.Sum).ThenBy(g => g.Name, StringComparer.Ordinal).ToList())
        {
            if (Enough())
            {
                break;
            }

            hiddenGroups.Add(name);
            if (!cells.Exists(hidden.Contains))
            {
                hidden.Add(cells.Where(c => c.Count > 0).MinBy(c => c.Count)!);
            }
        }

        return Enough();

        bool Enough() => hiddenGroups.Count >= 2 && groups.Where(g => hiddenGroups.Contains(g.Name)).SelectMany(g => g.Cells).Where(hidden.Contains).Sum(c => c.Count) >= k;
    }
}
