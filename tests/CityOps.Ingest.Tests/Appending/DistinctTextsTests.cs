using Apache.Arrow;
using CityOps.Ingest.Appending;

namespace CityOps.Ingest.Tests.Appending;

public sealed class DistinctTextsTests
{
    [Fact]
    public void Each_row_points_at_its_value_and_empty_ones_at_none()
    {
        string?[] rows = ["a", "b", "a", "", null, "b", "弄 12", "a"];
        var column = new StringArray.Builder();
        foreach (var row in rows)
        {
            column = row is null ? column.AppendNull() : column.Append(row);
        }

        var distinct = DistinctTexts.Of(column.Build());

        Assert.Equal(["a", "b", "弄 12"], distinct.Values);
        Assert.Equal(rows.Select(row => string.IsNullOrEmpty(row) ? null : row), distinct.IndexOf.Select(i => i < 0 ? null : distinct.Values[i]));
    }

    [Fact]
    public void Many_values_keep_apart()
    {
        var column = new StringArray.Builder().AppendRange(Enumerable.Range(0, 10_000).Select(i => $"m{i % 3_000}")).Build();

        var distinct = DistinctTexts.Of(column);

        Assert.Equal(3_000, distinct.Values.Count);
        Assert.All(Enumerable.Range(0, 10_000), row => Assert.Equal($"m{row % 3_000}", distinct.Values[distinct.IndexOf[row]]));
    }
}
