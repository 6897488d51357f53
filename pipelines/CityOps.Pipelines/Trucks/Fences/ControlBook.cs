using CityOps.Contracts.Events;
using NetTopologySuite.IO;

namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>Temporary controls by kind, place and time. A later row of one control and start of validity replaces the one before.</summary>
public sealed class ControlBook
{
    private readonly WKTReader _reader = new();
    private readonly SortedDictionary<(string Id, DateTimeOffset From), ReadyControl> _controls = [];
    private ReadyControl[] _all = [];

    public bool IsEmpty => _all.Length == 0;

    /// <returns>False where its area cannot be read: the control is left out, since nobody knows where it holds.</returns>
    public bool TryAdd(Control control)
    {
        try
        {
            var area = string.IsNullOrEmpty(control.AreaWkt) ? null : FlatPolygon.Of(_reader.Read(control.AreaWkt));
            if (area is null && !string.IsNullOrEmpty(control.AreaWkt))
            {
                return false;
            }

            _controls[(control.ControlId, control.ValidFrom)] = new ReadyControl(
                control, area, control.ValidFrom.ToUnixTimeMilliseconds(), control.ValidTo?.ToUnixTimeMilliseconds() ?? long.MaxValue);
            _all = [.. _controls.Values];
            return true;
        }
        catch (Exception error) when (error is NetTopologySuite.IO.ParseException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The first control of either kind that holds at a place and an instant; one without an area holds everywhere.</summary>
    public Control? At(double lon, double lat, long atMs, ControlKind kind, ControlKind orKind)
    {
        foreach (var ready in _all)
        {
            if ((ready.Control.Kind == kind || ready.Control.Kind == orKind) && ready.FromMs <= atMs && atMs < ready.ToMs && (ready.Area is null || ready.Area.Contains(lon, lat)))
            {
                return ready.Control;
            }
        }

        return null;
    }

    private sealed record ReadyControl(Control Control, FlatPolygon? Area, long FromMs, long ToMs);
}
