using NetTopologySuite.Geometries;

namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>A polygon (or several) as plain arrays of degrees: what is asked of it for every position must not allocate.</summary>
public sealed class FlatPolygon
{
    private readonly double[] _lon;
    private readonly double[] _lat;

    // Where each ring begins, and where the last one ends. A ring repeats its first corner.
    private readonly int[] _rings;

    private FlatPolygon(double[] lon, double[] lat, int[] rings, Envelope bounds)
    {
        (_lon, _lat, _rings) = (lon, lat, rings);
        (West, East, South, North) = (bounds.MinX, bounds.MaxX, bounds.MinY, bounds.MaxY);
    }

    public double West { get; }

    public double East { get; }

    public double South { get; }

    public double North { get; }

    public int Corners => _lon.Length;

    /// <returns>Null where the geometry has no area.</returns>
    public static FlatPolygon? Of(Geometry geometry)
    {
        var (lon, lat, rings) = (new List<double>(), new List<double>(), new List<int>());
        for (var i = 0; i < geometry.NumGeometries; i++)
        {
            if (geometry.GetGeometryN(i) is Polygon { IsEmpty: false } polygon)
            {
                Add(polygon.ExteriorRing);
                foreach (var hole in polygon.InteriorRings)
                {
                    Add(hole);
                }
            }
        }

        if (rings.Count == 0)
        {
            return null;
        }

        rings.Add(lon.Count);
        return new FlatPolygon([.. lon], [.. lat], [.. rings], geometry.EnvelopeInternal);

        void Add(LineString ring)
        {
            rings.Add(lon.Count);
            foreach (var corner in ring.Coordinates)
            {
                lon.Add(corner.X);
                lat.Add(corner.Y);
            }
        }
    }

    /// <summary>By the even-odd rule over all rings, so that holes are outside.</summary>
    public bool Contains(double lon, double lat)
    {
        if (lon < West || lon > East || lat < South || lat > North)
        {
            return false;
        }

        var inside = false;
        for (var ring = 0; ring + 1 < _rings.Length; ring++)
        {
            for (var i = _rings[ring] + 1; i < _rings[ring + 1]; i++)
            {
                if ((_lat[i] > lat) != (_lat[i - 1] > lat)
                    && lon < ((_lon[i - 1] - _lon[i]) * (lat - _lat[i]) / (_lat[i - 1] - _lat[i])) + _lon[i])
                {
                    inside = !inside;
                }
            }
        }

        return inside;
    }

    /// <summary>Metres to its edge, from inside or outside.</summary>
    public double EdgeDistanceM(double lon, double lat)
    {
        var metres = double.PositiveInfinity;
        var flat = new FlatPlace(lon, lat);
        ForEachEdge((lon1, lat1, lon2, lat2) => metres = Math.Min(metres, flat.ToSegmentM(lon1, lat1, lon2, lat2)));
        return metres;
    }

    /// <summary>Whether the straight way between two places touches it; both may lie outside.</summary>
    public bool IsCrossed(double lon1, double lat1, double lon2, double lat2)
    {
        if (Math.Max(lon1, lon2) < West || Math.Min(lon1, lon2) > East || Math.Max(lat1, lat2) < South || Math.Min(lat1, lat2) > North)
        {
            return false;
        }

        if (Contains(lon1, lat1) || Contains(lon2, lat2))
        {
            return true;
        }

        for (var ring = 0; ring + 1 < _rings.Length; ring++)
        {
            for (var i = _rings[ring] + 1; i < _rings[ring + 1]; i++)
            {
                if (Segments.Cross(lon1, lat1, lon2, lat2, _lon[i - 1], _lat[i - 1], _lon[i], _lat[i]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public void ForEachEdge(Action<double, double, double, double> edge)
    {
        for (var ring = 0; ring + 1 < _rings.Length; ring++)
        {
            for (var i = _rings[ring] + 1; i < _rings[ring + 1]; i++)
            {
                edge(_lon[i - 1], _lat[i - 1], _lon[i], _lat[i]);
            }
        }
    }
}
