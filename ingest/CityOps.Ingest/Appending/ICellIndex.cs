namespace CityOps.Ingest.Appending;

/// <summary>WGS-84 degrees; either may be missing.</summary>
public readonly record struct Place(double? Lon, double? Lat);

/// <summary>The H3 cells that stand for dwellings' places everywhere but in the vault.</summary>
public interface ICellIndex
{
    /// <summary>Mean area 0.105 km².</summary>
    const int Resolution = 9;

    /// <summary>The cell of each place, in their order; 0 where a coordinate is missing.</summary>
    ValueTask<ulong[]> CellsOfAsync(IReadOnlyList<Place> places, CancellationToken cancellationToken);
}
