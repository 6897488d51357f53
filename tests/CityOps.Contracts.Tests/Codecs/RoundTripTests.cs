using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using FsCheck.Xunit;

namespace CityOps.Contracts.Tests.Codecs;

public sealed class RoundTripTests
{
    public static TheoryData<WireFormat> Formats => [.. Enum.GetValues<WireFormat>()];

    [Property(MaxTest = 30)]
    public void Decoding_what_was_encoded_gives_the_same_rows_in_every_format_for_every_contract(int seed)
    {
        foreach (var schema in Some.Catalog.All.SelectMany(Forms))
        {
            using var batch = Some.Batch(schema, seed, rows: 1 + (Math.Abs(seed % 7)));
            foreach (var format in Enum.GetValues<WireFormat>())
            {
                var body = ContractEncoders.Encode(format, schema, [batch]);
                var (rows, rejected) = Some.DecodeAsync(format, schema, new MemoryStream(body)).GetAwaiter().GetResult();
                Assert.Empty(rejected);
                Assert.Equal(Some.AsLines(schema, batch), rows);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_body_cut_into_chunks_anywhere_decodes_the_same(WireFormat format)
    {
        using var batch = Some.Batch(Some.Readings, seed: 5, rows: 6);
        var body = ContractEncoders.Encode(format, Some.Readings, [batch]);
        var expected = Some.AsLines(Some.Readings, batch);
        for (var cut = 0; cut <= body.Length; cut++)
        {
            var (rows, rejected) = await Some.DecodeAsync(format, Some.Readings, new ChunkedStream(body, cut));
            Assert.Empty(rejected);
            Assert.Equal(expected, rows);
        }

        Assert.Equal(expected, (await Some.DecodeAsync(format, Some.Readings, new ChunkedStream(body, chunk: 1, everywhere: true))).Rows);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Small_batches_hold_the_same_rows(WireFormat format)
    {
        using var batch = Some.Batch(Some.Readings, seed: 9, rows: 100);
        var body = new MemoryStream(ContractEncoders.Encode(format, Some.Readings, [batch]));
        var sizes = new List<int>();
        await foreach (var part in ContractDecoders.For(format).DecodeAsync(body, Some.Readings, new DecodeLimits(RowsPerBatch: 33), CancellationToken.None))
        {
            sizes.Add(part.Rows.Length);
        }

        Assert.Equal([33, 33, 33, 1], sizes);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_message_decodes_by_its_content_type(WireFormat format)
    {
        using var batch = Some.Batch(Some.Readings.Keyed, seed: 3, rows: 10);
        var value = ContractEncoders.Encode(format, Some.Readings.Keyed, [batch]);
        using var decoded = MessageDecoder.Decode(ContentTypes.Of(format), value, Some.Readings.Keyed);
        Assert.Equal(Some.AsLines(Some.Readings.Keyed, batch), Some.AsLines(Some.Readings.Keyed, decoded.Rows));
    }

    [Fact]
    public void Batches_of_one_Arrow_message_come_back()
    {
        using var one = Some.Batch(Some.Readings, seed: 1, rows: 3);
        using var two = Some.Batch(Some.Readings, seed: 2, rows: 4);
        var message = ArrowMessage.Encode(one, two);
        Assert.Equal([3, 4], ArrowMessage.Decode(message).Select(batch => batch.Length));
        using var joined = MessageDecoder.Decode(ContentTypes.Arrow, message, Some.Readings);
        Assert.Equal(Some.AsLines(Some.Readings, one) + Some.AsLines(Some.Readings, two), Some.AsLines(Some.Readings, joined.Rows));
    }

    private static ContractSchema[] Forms(ContractSchema schema) => ReferenceEquals(schema, schema.Keyed) ? [schema] : [schema, schema.Keyed];
}
