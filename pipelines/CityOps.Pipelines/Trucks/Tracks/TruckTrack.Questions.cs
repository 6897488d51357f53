namespace CityOps.Pipelines.Trucks.Tracks;

/// <content>What others ask of a track beside its rules.</content>
public sealed partial class TruckTrack
{
    /// <summary>The points around an instant that is not settled yet.</summary>
    /// <param name="most">How many of each side.</param>
    /// <param name="near">Room for twice as many: those before it, then those after.</param>
    /// <returns>False where the points of that time are no longer kept.</returns>
    internal bool TryAround(long atMs, int most, Span<TrackPoint> near, out int before, out int after)
    {
        (before, after) = (0, 0);
        if (atMs < _base.LastAtMs)
        {
            return false;
        }

        var place = PlaceOf(atMs);
        for (var i = Math.Max(0, place - most); i < place; i++)
        {
            near[before++] = _window[i];
        }

        if (before == 0 && _base.LastPoint.AtMs > 0)
        {
            near[before++] = _base.LastPoint;
        }

        for (var i = place; i < Math.Min(_window.Count, place + most); i++)
        {
            near[before + after++] = _window[i];
        }

        return true;
    }

    /// <summary>The instant of the last point before one; null where it is not known any more.</summary>
    internal long? LastBefore(long atMs) =>
        PlaceOf(atMs) is > 0 and var place ? _window[place - 1].AtMs : _base.LastAtMs >= 0 && _base.LastAtMs < atMs ? _base.LastAtMs : null;

    /// <summary>The longest time between two points of the window, ms; without end where nothing is known of before.</summary>
    internal long LongestSilenceMs()
    {
        if (_base.LastAtMs == long.MinValue)
        {
            return long.MaxValue;
        }

        var (longest, last) = (0L, _base.LastAtMs);
        foreach (var point in _window)
        {
            longest = Math.Max(longest, point.AtMs - last);
            last = point.AtMs;
        }

        return longest;
    }
}
