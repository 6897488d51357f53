using System.IO.Compression;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using CityOps.Host.Replay;

namespace CityOps.Host.Tests.Replay;

public sealed class BrokenFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-broken-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rows.csv.gz", "is no gzip file")]
    [InlineData("rows.csv.zst", "is no zstd file")]
    [InlineData("rows.arrow", "is no Arrow IPC stream or file")]
    public async Task What_is_not_what_its_name_says_is_told_so(string name, string expected)
    {
        var error = await BrokenAsync(name, Encoding.UTF8.GetBytes("id,text\n1,this is plain text and nothing else\n"));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_file_that_is_cut_short_is_no_whole_one()
    {
        var error = await BrokenAsync("rows.csv.gz", Gzip(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i * 7919},x\n")))[..^2_000]);

        Assert.StartsWith("is damaged or cut short", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_arrow_stream_that_is_cut_short_says_behind_which_row()
    {
        var whole = await ArrowAsync(asFile: false);

        var error = await BrokenAsync("rows.arrow", whole[..^400]);

        Assert.Contains("behind row 1000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_format_of_arrow_is_read_as_its_stream()
    {
        var chunks = await CutAsync("rows.arrow", await ArrowAsync(asFile: true));

        Assert.Equal([1, 1_001], chunks.ConvertAll(c => c.FirstRow));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Gzip(string text)
    {
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return whole.ToArray();
    }

    // Two batches of a thousand rows.
    private static async Task<byte[]> ArrowAsync(bool asFile)
    {
        using var body = new MemoryStream();
        using var rows = new RecordBatch.Builder().Append("id", nullable: false, new Int64Array.Builder().AppendRange(Enumerable.Repeat(7L, 1_000)).Build()).Build();
        using (var writer = asFile ? new ArrowFileWriter(body, rows.Schema, leaveOpen: true) : new ArrowStreamWriter(body, rows.Schema, leaveOpen: true))
        {
            await writer.WriteRecordBatchAsync(rows, Cancel);
            await writer.WriteRecordBatchAsync(rows, Cancel);
            await writer.WriteEndAsync(Cancel);
        }

        return body.ToArray();
    }

    private async Task<BrokenFileException> BrokenAsync(string name, byte[] content) => await Assert.ThrowsAsync<BrokenFileException>(() => CutAsync(name, content));

    private async Task<List<Chunk>> CutAsync(string name, byte[] content)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, name));
        await File.WriteAllBytesAsync(file.FullName, content, Cancel);
        await using var source = SourceFile.Open(file);
        var chunks = new List<Chunk>();
        await foreach (var chunk in Chunks.CutAsync(source.Rows, source.Format, Cancel))
        {
            chunks.Add(chunk);
        }

        return chunks;
    }
}
