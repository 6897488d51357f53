using System.Runtime.InteropServices;
using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>A site as the grid holds it.</summary>
public sealed class Fence(Site site, FlatPolygon polygon)
{
    public Site Site { get; } = site;

    public FlatPolygon Polygon { get; } = polygon;

    public SiteKind Kind => Site.Kind;

    public long FromMs { get; } = site.ValidFrom.ToUnixTimeMilliseconds();

    public long ToMs { get; } = site.ValidTo?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    public bool IsValid(long atMs) => FromMs <= atMs && atMs < ToMs;
}

/// <summary>
/// Which sites a position is in, by cells: most cells hold nothing, most of the others lie wholly inside of a fence; only on its edge are its corners looked at. Does not say
/// how far a site is: see <see cref="SiteIndex"/>.
/// </summary>
public sealed class FenceGrid
{
    /// <summary>A fence that reaches over more cells is not cut into them.</summary>
    private const long MaxCells = 250_000;

    private readonly Dictionary<long, (int From, int Count)> _cells = [];
    private readonly CellFilter _filter = new();
    private readonly List<Fence> _large = [];
    private readonly (Fence Fence, bool IsWhole)[] _entries;

    public FenceGrid(IEnumerable<Fence> fences)
    {
        var held = new List<(long Cell, Fence Fence, bool IsWhole)>();
        foreach (var fence in fences)
        {
            HasForbidden |= fence.Kind == SiteKind.Forbidden;
            if (CellsOf(fence.Polygon) > MaxCells)
            {
                _large.Add(fence);
            }
            else
            {
                Add(fence, held);
            }
        }

        _entries = Gathered(held);
    }

    public static FenceGrid Empty { get; } = new([]);

    public bool HasForbidden { get; }

    /// <summary>The site that a place is in at an instant: of several the one that was read first; null in none.</summary>
    public Fence? At(double lon, double lat, long atMs)
    {
        var key = GridCell.KeyOf(lon, lat);
        if (_filter.MayHold(key) && _cells.TryGetValue(key, out var range))
        {
            for (var i = range.From; i < range.From + range.Count; i++)
            {
                ref readonly var entry = ref _entries[i];
                if (entry.Fence.IsValid(atMs) && (entry.IsWhole || entry.Fence.Polygon.Contains(lon, lat)))
                {
                    return entry.Fence;
                }
            }
        }

        foreach (var fence in _large)
        {
            if (fence.IsValid(atMs) && fence.Polygon.Contains(lon, lat))
            {
                return fence;
            }
        }

        return null;
    }

    /// <summary>A site of a kind that the straight way between two places touches, though neither need lie in it.</summary>
    public Fence? Crossed(double lon1, double lat1, double lon2, double lat2, SiteKind kind, long atMs)
    {
        foreach (var (column, row) in new CellsOn(lon1, lat1, lon2, lat2))
        {
            var key = GridCell.Key(column, row);
            if (_filter.MayHold(key) && _cells.TryGetValue(key, out var range))
            {
                for (var i = range.From; i < range.From + range.Count; i++)
                {
                    if (IsCrossed(_entries[i].Fence))
                    {
                        return _entries[i].Fence;
                    }
                }
            }
        }

        foreach (var fence in _large)
        {
            if (IsCrossed(fence))
            {
                return fence;
            }
        }

        return null;

        bool IsCrossed(Fence fence) => fence.Kind == kind && fence.IsValid(atMs) && fence.Polygon.IsCrossed(lon1, lat1, lon2, lat2);
    }

    private static long CellsOf(FlatPolygon polygon) =>
        (GridCell.Column(polygon.East) - GridCell.Column(polygon.West) + 1L) * (GridCell.Row(polygon.North) - GridCell.Row(polygon.South) + 1L);

    // By cell, in the order of the fences: counted first, so that no cell needs a list of its own.
    private (Fence Fence, bool IsWhole)[] Gathered(List<(long Cell, Fence Fence, bool IsWhole)> held)
    {
        _cells.EnsureCapacity(held.Count);
        foreach (var (cell, _, _) in held)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_cells, cell, out _).Count++;
            _filter.Add(cell);
        }

        var from = 0;
        foreach (var cell in _cells.Keys)
        {
            ref var range = ref CollectionsMarshal.GetValueRefOrNullRef(_cells, cell);
            range.From = from;
            from += range.Count;
            range.Count = 0;
        }

        var entries = new (Fence, bool)[held.Count];
        foreach (var (cell, fence, isWhole) in held)
        {
            ref var range = ref CollectionsMarshal.GetValueRefOrNullRef(_cells, cell);
            entries[range.From + range.Count++] = (fence, isWhole);
        }

        return entries;
    }

    private static void Add(Fence fence, List<(long Cell, Fence Fence, bool IsWhole)> held)
    {
        var edge = new HashSet<long>();
        fence.Polygon.ForEachEdge((lon1, lat1, lon2, lat2) =>
        {
            foreach (var (column, row) in new CellsOn(lon1, lat1, lon2, lat2))
            {
                edge.Add(GridCell.Key(column, row));
            }
        });
        for (var row = GridCell.Row(fence.Polygon.South); row <= GridCell.Row(fence.Polygon.North); row++)
        {
            for (var column = GridCell.Column(fence.Polygon.West); column <= GridCell.Column(fence.Polygon.East); column++)
            {
                var key = GridCell.Key(column, row);
                var isWhole = !edge.Contains(key);
                if (!isWhole || fence.Polygon.Contains((column + 0.5) * GridCell.Degrees, (row + 0.5) * GridCell.Degrees))
                {
                    held.Add((key, fence, isWhole));
                }
            }
        }
    }
}
