using System.Runtime.InteropServices;
using CityOps.Pipelines.Landing.Consumption;

namespace CityOps.Pipelines.Tests.Landing.Consumption;

public sealed class RowColumnTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_048)]
    [InlineData(2_049)]
    [InlineData(300_001)]
    public void It_holds_what_was_added_in_order_however_often_it_grows(int count)
    {
        var column = new RowColumn<long>();
        Fill(column, count);

        Assert.Equal(count, column.Count);
        Assert.Equal(Enumerable.Range(0, count).Select(value => (long)value), Values(column));
    }

    [Fact]
    public void Cleared_it_starts_anew_in_the_memory_it_has()
    {
        var column = new RowColumn<long>();
        Fill(column, 5_000);
        var before = column.Bytes;
        column.Clear();
        column.Add(-1);

        Assert.Equal([-1], Values(column));
        Assert.Equal(-1, MemoryMarshal.Read<long>(before.Span));
    }

    private static void Fill(RowColumn<long> column, int count)
    {
        for (var value = 0; value < count; value++)
        {
            column.Add(value);
        }
    }

    private static long[] Values(RowColumn<long> column) => MemoryMarshal.Cast<byte, long>(column.Bytes.Span).ToArray();
}
