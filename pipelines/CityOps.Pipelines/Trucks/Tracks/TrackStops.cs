namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>The stops of a whole track at once, by the detector that the stream uses.</summary>
public static class TrackStops
{
    /// <param name="points">Of one truck, in any order; a point given twice counts once.</param>
    /// <param name="includeLast">Whether the track may end with a stop.</param>
    public static IReadOnlyList<Stop> Of(IEnumerable<TrackPoint> points, TruckOptions options, bool includeLast)
    {
        var detector = new StopDetector();
        var seen = new PositionSet();
        var stops = new List<Stop>();
        foreach (var point in points.Distinct().OrderBy(point => point.AtMs))
        {
            if (detector.Take(point, options, seen, out var stop) is StopChange.Closed)
            {
                stops.Add(stop);
            }
        }

        if (includeLast && detector.Finish(options) is { } last)
        {
            stops.Add(last);
        }

        return stops;
    }
}
