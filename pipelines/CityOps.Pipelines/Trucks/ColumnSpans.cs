using Apache.Arrow;

namespace CityOps.Pipelines.Trucks;

// An array's own accessors find its memory anew for each value: for every position of every truck that is more work than the rules themselves do on it.

/// <summary>Which rows of a column hold a value.</summary>
internal readonly ref struct PresentRows(Apache.Arrow.Array? column)
{
    private readonly ReadOnlySpan<byte> _bits = column is null || column.NullCount == 0 ? default : column.NullBitmapBuffer.Span;
    private readonly int _offset = column?.Offset ?? 0;
    private readonly bool _isMissing = column is null;

    public bool Has(int row) => !_isMissing && (_bits.IsEmpty || BitUtility.GetBit(_bits, _offset + row));
}

/// <summary>Numbers of a column that may be missing.</summary>
internal readonly ref struct NumberSpan(DoubleArray? column)
{
    private readonly PresentRows _present = new(column);
    private readonly ReadOnlySpan<double> _values = column is null ? default : column.Values;

    /// <summary>NaN where the row has none.</summary>
    public float At(int row) => _present.Has(row) ? (float)_values[row] : float.NaN;
}

/// <summary>Texts of a column that may be missing, as UTF-8.</summary>
internal readonly ref struct TextSpan(StringArray? column)
{
    private readonly PresentRows _present = new(column);
    private readonly ReadOnlySpan<int> _ends = column is null ? default : column.ValueOffsets;
    private readonly ReadOnlySpan<byte> _bytes = column is null ? default : column.Values;

    /// <summary>Empty where the row has none.</summary>
    public ReadOnlySpan<byte> At(int row) => _present.Has(row) ? _bytes[_ends[row].._ends[row + 1]] : default;
}

/// <summary>Flags of a column that may be missing.</summary>
internal readonly ref struct FlagSpan(BooleanArray? column)
{
    private readonly PresentRows _present = new(column);
    private readonly ReadOnlySpan<byte> _bits = column is null ? default : column.ValueBuffer.Span;
    private readonly int _offset = column?.Offset ?? 0;

    public Tracks.Told At(int row) => !_present.Has(row) ? Tracks.Told.Unknown : BitUtility.GetBit(_bits, _offset + row) ? Tracks.Told.Yes : Tracks.Told.No;
}
