namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>
/// The distinct positions of the stop that may be going on: its middle is their mean, as trackintel's union of points has it, so that a
/// truck that repeats one position does not pull it there. Beyond <see cref="MaxPositions"/> every point counts as distinct.
/// </summary>
public sealed class PositionSet
{
    public const int MaxPositions = 4_096;

    private readonly HashSet<(double Lon, double Lat)> _positions = [];

    public HashSet<(double Lon, double Lat)> Positions => _positions;

    public void Clear()
    {
        if (_positions.Count > 0)
        {
            _positions.Clear();
        }
    }

    /// <returns>Whether the position was not there yet.</returns>
    public bool Add(double lon, double lat) => _positions.Count >= MaxPositions ? !_positions.Contains((lon, lat)) : _positions.Add((lon, lat));

    public void CopyFrom(PositionSet other)
    {
        Clear();
        foreach (var position in other._positions)
        {
            _positions.Add(position);
        }
    }
}
