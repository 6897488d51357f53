using System.Text;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using CityOps.Contracts.Codecs;
using CityOps.Host.Replay;

namespace CityOps.Host.Tests.Replay;

public sealed class ChunksTests
{
    private const int ChunkBytes = 16 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_chunk_is_whole_rows_below_the_header_and_knows_the_number_of_its_first()
    {
        var rows = Enumerable.Range(1, 30_000).Select(i => $"{i},\"a\nb\"\n").ToArray();
        var chunks = await CutAsync("id,text\n" + string.Concat(rows));

        Assert.True(chunks.Count > 1);
        Assert.All(chunks, c => Assert.StartsWith("id,text\n", c.Text, StringComparison.Ordinal));
        Assert.All(chunks, c => Assert.StartsWith($"{c.FirstRow},", c.Text["id,text\n".Length..], StringComparison.Ordinal));
        Assert.Equal(string.Concat(rows), string.Concat(chunks.Select(c => c.Text["id,text\n".Length..])));
    }

    [Fact]
    public async Task A_quote_that_nothing_closes_is_said_to_be_one_instead_of_being_read_to_the_end_of_the_file()
    {
        var error = await Assert.ThrowsAsync<BrokenFileException>(() => CutAsync("id,text\n1,a\n2,\"b\n" + new string('x', 100 * ChunkBytes)));

        Assert.StartsWith("has a row 2 ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_arrow_stream_is_cut_too()
    {
        using var body = new MemoryStream();
        var column = new Int64Array.Builder().AppendRange(Enumerable.Repeat(7L, 1_000)).Build();
        using var rows = new RecordBatch.Builder().Append("id", nullable: false, column).Build();
        using (var writer = new ArrowStreamWriter(body, rows.Schema, leaveOpen: true, new IpcOptions { CompressionCodec = CompressionCodecType.Lz4Frame, CompressionCodecFactory = new CompressionCodecFactory() }))
        {
            await writer.WriteRecordBatchAsync(rows, Cancel);
            await writer.WriteEndAsync(Cancel);
        }

        body.Position = 0;
        var chunks = new List<Chunk>();
        await foreach (var chunk in Chunks.CutAsync(body, WireFormat.Arrow, Cancel))
        {
            chunks.Add(chunk);
        }

        using var read = new ArrowStreamReader(Assert.Single(chunks).Body);
        Assert.Equal(1_000, (await read.ReadNextRecordBatchAsync(Cancel)).Length);
    }

    private static async Task<List<(string Text, long FirstRow)>> CutAsync(string csv)
    {
        var chunks = new List<(string, long)>();
        await foreach (var chunk in RowChunker.CutAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), hasHeader: true, ChunkBytes, Cancel))
        {
            chunks.Add((Encoding.UTF8.GetString(chunk.Body.Span), chunk.FirstRow));
        }

        return chunks;
    }
}
