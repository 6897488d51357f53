using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CityOps.Tests.Shared;

namespace CityOps.Warehouse.Tests.Embedded;

/// <summary>Large bodies and answers pass through; they are not collected.</summary>
public sealed class MemoryTests
{
    private const int Rows = 40_000_000; // 320 MB of RowBinary

    [Fact]
    public async Task Large_insert_and_large_answer_stream_in_flat_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory is read from /proc.");
        await using var engine = await EngineFixture.StartAsync();
        using var http = new HttpClient { BaseAddress = engine.Address.Url, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{engine.Address.User}:{engine.Address.Password}")));
        await engine.Warehouse.ExecuteAsync("CREATE TABLE big (a UInt64) ENGINE = MergeTree ORDER BY tuple()", WarehouseParameters.None, CancellationToken.None);
        await engine.Warehouse.ExecuteAsync("SELECT sum(a) FROM big", WarehouseParameters.None, CancellationToken.None);
        var before = ResidentMb(engine.Engine.EngineProcessId);

        using var inserted = await http.PostAsync("?query=INSERT%20INTO%20big%20FORMAT%20RowBinary", new Rows64(Rows));
        using var answer = await http.GetAsync("?query=SELECT%20a%20FROM%20big%20FORMAT%20RowBinary", HttpCompletionOption.ResponseHeadersRead);
        var length = await CountAsync(await answer.Content.ReadAsStreamAsync());

        Assert.True(inserted.IsSuccessStatusCode, await inserted.Content.ReadAsStringAsync());
        Assert.Equal(Rows * 8L, length);
        var grown = PeakMb(engine.Engine.EngineProcessId) - before;
        Assert.True(grown < 300, $"The engine grew by {grown} MB over an insert and an answer of 320 MB each.");
    }

    private static async Task<long> CountAsync(Stream stream)
    {
        var buffer = new byte[1 << 20];
        long total = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
        {
            total += read;
        }

        return total;
    }

    private static int ResidentMb(int processId) => ReadMb(processId, "VmRSS:");

    private static int PeakMb(int processId) => ReadMb(processId, "VmHWM:");

    private static int ReadMb(int processId, string field) => int.Parse(
        File.ReadLines($"/proc/{processId}/status").First(l => l.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    private sealed class Rows64(int rows) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            var block = new byte[8 * 100_000];
            new Random(1).NextBytes(block);
            for (var row = 0; row < rows; row += 100_000)
            {
                await stream.WriteAsync(block);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
