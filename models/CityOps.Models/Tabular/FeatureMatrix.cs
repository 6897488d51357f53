namespace CityOps.Models.Tabular;

/// <summary>Rows of features, row after row in one array; NaN where a value is not known.</summary>
/// <param name="Names">The columns' names, in order.</param>
/// <param name="Values"><c>Rows × Names.Count</c> numbers.</param>
public sealed record FeatureMatrix(IReadOnlyList<string> Names, float[] Values)
{
    public int Width => Names.Count;

    public int Rows => Values.Length / Width;

    public float this[int row, int column] => Values[(row * Width) + column];

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Width, Width);

    /// <summary>The rows of these numbers, in their order.</summary>
    public FeatureMatrix Take(IReadOnlyList<int> rows)
    {
        var values = new float[rows.Count * Width];
        for (var i = 0; i < rows.Count; i++)
        {
            Row(rows[i]).CopyTo(values.AsSpan(i * Width, Width));
        }

        return this with { Values = values };
    }

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public int ColumnOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new ArgumentException($"There is no feature '{name}'.", nameof(name));
    }
}
