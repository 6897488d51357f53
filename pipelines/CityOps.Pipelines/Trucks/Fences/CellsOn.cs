namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>All cells that a segment touches, some of them more than once; asked for with each position, so it takes nothing from the heap.</summary>
internal ref struct CellsOn
{
    private readonly (double Lon, double Lat) _begin;
    private readonly (double Lon, double Lat) _end;
    private readonly int _lastRow;
    private int _column;
    private int _row;
    private int _lastColumn;

    public CellsOn(double lon1, double lat1, double lon2, double lat2)
    {
        (_begin, _end) = ((lon1, lat1), (lon2, lat2));
        (_row, _lastRow) = (Math.Min(GridCell.Row(lat1), GridCell.Row(lat2)) - 1, Math.Max(GridCell.Row(lat1), GridCell.Row(lat2)));
        (_column, _lastColumn) = (0, -1);
    }

    public readonly (int Column, int Row) Current => (_column, _row);

    public readonly CellsOn GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_column < _lastColumn)
        {
            _column++;
            return true;
        }

        if (_row == _lastRow)
        {
            return false;
        }

        // Row by row: within a row the segment covers the columns between where it enters and where it leaves.
        _row++;
        var from = Math.Max(Math.Min(_begin.Lat, _end.Lat), _row * GridCell.Degrees);
        var to = Math.Min(Math.Max(_begin.Lat, _end.Lat), (_row + 1) * GridCell.Degrees);
        var (lonFrom, lonTo) = _begin.Lat == _end.Lat ? (_begin.Lon, _end.Lon) : (LonAt(from), LonAt(to));
        _column = GridCell.Column(Math.Min(lonFrom, lonTo));
        _lastColumn = GridCell.Column(Math.Max(lonFrom, lonTo));
        return true;
    }

    private readonly double LonAt(double lat) => _begin.Lon + ((_end.Lon - _begin.Lon) * Math.Clamp((lat - _begin.Lat) / (_end.Lat - _begin.Lat), 0, 1));
}
