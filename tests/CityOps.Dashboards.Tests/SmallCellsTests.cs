using CityOps.Dashboards.Map;
using FsCheck.Xunit;

namespace CityOps.Dashboards.Tests;

public sealed class SmallCellsTests
{
    private const int K = 5;

    [Fact]
    public void A_small_cell_takes_the_smallest_other_of_its_town_with_it()
    {
        var shown = SmallCells.Suppress([Cell("a", 2), Cell("b", 9), Cell("c", 30)], K);

        Assert.Equal([null, null, 30L], shown.Cells.Select(c => c.Count));
        Assert.Equal((41L, 41L, 2), (shown.Groups.Single().Total!.Value, shown.Total!.Value, shown.SuppressedCells));
    }

    [Fact]
    public void A_town_of_one_small_cell_loses_its_total_and_takes_another_town_with_it()
    {
        var shown = SmallCells.Suppress([Cell("a", 2, town: "x"), Cell("b", 9, town: "y"), Cell("c", 30, town: "z")], K);

        Assert.Equal([("x", null), ("y", (long?)null), ("z", 30L)], shown.Groups.Select(g => (g.Group, g.Total)));
        Assert.Equal(41, shown.Total);
    }

    [Fact]
    public void Where_everyone_of_a_cell_has_the_property_it_is_small_too() =>
        Assert.Null(SmallCells.Suppress([Cell("a", 20, of: 22), Cell("b", 9), Cell("c", 30)], K).Cells[0].Count);

    [Fact]
    public void Nothing_is_suppressed_where_nothing_is_small() =>
        Assert.Equal(0, SmallCells.Suppress([Cell("a", 5), Cell("b", 0), Cell("c", 30)], K).SuppressedCells);

    /// <summary>Whoever knows every shown cell and total still faces at least k households spread over two cells or more.</summary>
    [Property]
    public void No_suppressed_number_follows_from_what_is_shown(byte[] counts)
    {
        var cells = counts.Select((count, i) => Cell($"{i}", count % 13, town: $"{i % 3}")).ToList();

        var shown = SmallCells.Suppress(cells, K);

        Assert.DoesNotContain(shown.Cells, c => c.Count is > 0 and < K);
        foreach (var group in shown.Groups.Where(g => g.Total is not null))
        {
            var gone = shown.Cells.Where(c => c.Group == group.Group && c.Count is null).ToList();
            Assert.True(gone.Count != 1);
            Assert.True(gone.Count == 0 || group.Total - shown.Cells.Where(c => c.Group == group.Group).Sum(c => c.Count ?? 0) >= K);
        }

        var goneGroups = shown.Groups.Where(g => g.Total is null).Select(g => g.Group).ToHashSet(StringComparer.Ordinal);
        var goneCells = cells.Where((_, i) => shown.Cells[i].Count is null && goneGroups.Contains(cells[i].Group)).ToList();
        Assert.True(shown.Total is null || goneGroups.Count == 0 || (goneCells.Count >= 2 && goneCells.Sum(c => c.Count) >= K));
    }

    private static CellCount Cell(string name, long count, long of = 1_000, string town = "t") => new(name, town, count, of);
}
