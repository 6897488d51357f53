namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>
/// The distinct positions of the stop that may be going on: its middle is their mean, as trackintel's union of points has it, so that a
/// truck that repeats one position does not pull it there. Beyond <see cref="MaxPositions"/> every point counts as distinct.
/// </summary>
public sealed class PositionSet
{
    public const int MaxPositions = 4_096;

    // A truck that drives is at one position: only who stands has more, and few stand.
    private (double Lon, double Lat) _first;
    private HashSet<(double Lon, double Lat)>? _others;

    /// <summary>How many are known apart.</summary>
    public int Count { get; private set; }

    public void Clear()
    {
        if (Count > 1)
        {
            _others!.Clear();
        }

        Count = 0;
    }

    /// <returns>Whether the position was not there yet.</returns>
    public bool Add(double lon, double lat)
    {
        if (Count == 0)
        {
            (_first, Count) = ((lon, lat), 1);
            return true;
        }

        if (_first.Equals((lon, lat)) || (Count >= MaxPositions ? _others!.Contains((lon, lat)) : !(_others ??= []).Add((lon, lat))))
        {
            return false;
        }

        Count = Math.Min(Count + 1, MaxPositions);
        return true;
    }

    public void CopyFrom(PositionSet other)
    {
        Clear();
        (_first, Count) = (other._first, other.Count);
        if (other.Count > 1)
        {
            (_others ??= []).UnionWith(other._others!);
        }
    }

    internal void Write(StateWriter writer)
    {
        writer.Value(Count);
        if (Count > 0)
        {
            writer.Value(_first);
        }

        if (Count > 1)
        {
            foreach (var position in _others!)
            {
                writer.Value(position);
            }
        }
    }

    internal void Read(StateReader reader)
    {
        for (var left = reader.Value<int>(); left > 0; left--)
        {
            var (lon, lat) = reader.Value<(double, double)>();
            Add(lon, lat);
        }
    }
}
