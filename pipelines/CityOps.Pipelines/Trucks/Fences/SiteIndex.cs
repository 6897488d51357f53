using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.IO;

namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>A site near a place.</summary>
/// <param name="DistanceM">0 inside of it.</param>
public readonly record struct NearSite(Site Site, double DistanceM);

/// <summary>The sites there are, by place and time. A later row of one site and start of validity replaces the one before.</summary>
public sealed class SiteIndex
{
    private readonly WKTReader _reader = new();
    private readonly SortedDictionary<(string Id, DateTimeOffset From), Shape> _fences = [];
    private STRtree<Shape>? _tree;
    private FenceGrid? _grid;

    public bool IsEmpty => _fences.Count == 0;

    /// <summary>The same sites, for what is asked for every position; cut anew after a site came.</summary>
    public FenceGrid Grid => _grid ??= new FenceGrid(_fences.Values.Select(shape => shape.Fence));

    /// <returns>False where its polygon cannot be read: the site is left out.</returns>
    public bool TryAdd(Site site)
    {
        try
        {
            var geometry = _reader.Read(site.PolygonWkt);
            if (FlatPolygon.Of(geometry) is not { } polygon)
            {
                return false;
            }

            _fences[(site.SiteId, site.ValidFrom)] = new Shape(new Fence(site, polygon), geometry, PreparedGeometryFactory.Prepare(geometry));
            (_tree, _grid) = (null, null);
            return true;
        }
        catch (Exception error) when (error is NetTopologySuite.IO.ParseException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The sites within a distance that are valid at an instant, the nearest first.</summary>
    public IReadOnlyList<NearSite> Near(double lon, double lat, DateTimeOffset at, double withinM)
    {
        var point = new Point(lon, lat);
        var reach = new Envelope(point.Coordinate);
        reach.ExpandBy(withinM / (Geodesy.MetresPerDegree * Math.Max(0.01, Math.Cos(double.DegreesToRadians(lat)))), withinM / Geodesy.MetresPerDegree);
        return
        [
            .. Tree().Query(reach)
                .Where(fence => fence.Site.ValidFrom <= at && (fence.Site.ValidTo is not { } until || at < until))
                .Select(fence => new NearSite(fence.Site, fence.DistanceM(point)))
                .Where(near => near.DistanceM <= withinM)
                .OrderBy(near => near.DistanceM)
                .ThenBy(near => near.Site.SiteId, StringComparer.Ordinal),
        ];
    }

    private STRtree<Shape> Tree()
    {
        if (_tree is null)
        {
            _tree = new STRtree<Shape>();
            foreach (var fence in _fences.Values)
            {
                _tree.Insert(fence.Geometry.EnvelopeInternal, fence);
            }
        }

        return _tree;
    }

    private sealed record Shape(Fence Fence, Geometry Geometry, IPreparedGeometry Prepared)
    {
        public Site Site => Fence.Site;

        public double DistanceM(Point point)
        {
            if (Prepared.Covers(point))
            {
                return 0;
            }

            // Within kilometres the Earth is flat once degrees of longitude are shortened.
            var flat = AffineTransformation.ScaleInstance(Math.Cos(double.DegreesToRadians(point.Y)), 1);
            return flat.Transform(Geometry).Distance(flat.Transform(point)) * Geodesy.MetresPerDegree;
        }
    }
}
