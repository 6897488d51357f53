using CityOps.Contracts.Codecs;

namespace CityOps.Contracts.Tests.Codecs;

/// <summary>Decoding makes columns, never an object a row.</summary>
public sealed class AllocationTests
{
    private const int Rows = 4_000;

    // Two keys, an instant and a register of 8 bytes; two words with their offsets.
    private const int ColumnBytes = (4 * 8) + (4 + 11) + (4 + 6);

    [Fact]
    public void An_Arrow_message_is_read_in_place() => Assert.InRange(BytesARow(WireFormat.Arrow), -1, 1);

    [Theory]
    [InlineData(WireFormat.JsonLines)]
    [InlineData(WireFormat.Csv)]
    public void Text_costs_its_columns_and_what_they_outgrow(WireFormat format) => Assert.InRange(BytesARow(format), ColumnBytes / 2, 4 * ColumnBytes);

    // What more rows cost more, so that what a message costs whatever its rows is left out.
    private static double BytesARow(WireFormat format) => (double)(BytesOf(format, 2 * Rows) - BytesOf(format, Rows)) / Rows;

    private static long BytesOf(WireFormat format, int rows)
    {
        using var batch = Some.Batch(Some.Readings.Keyed, seed: 1, rows);
        var message = ContractEncoders.Encode(format, Some.Readings.Keyed, [batch]);
        Decode();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Decode();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Decode() => MessageDecoder.Decode(ContentTypes.Of(format), message, Some.Readings.Keyed).Dispose();
    }
}
