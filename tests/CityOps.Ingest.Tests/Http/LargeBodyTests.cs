using System.Diagnostics;
using System.Net;
using System.Text;
using CityOps.Ingest.Tests.Appending;

namespace CityOps.Ingest.Tests.Http;

/// <summary>Runs with no other test beside it: it reads the heap of the whole process.</summary>
[CollectionDefinition(nameof(LargeBodyTests), DisableParallelization = true)]
[Collection(nameof(LargeBodyTests))]
public sealed class LargeBodyTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Megabytes = 200;

    private readonly SomeIngest _ingest = new();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task Two_hundred_megabytes_stream_through_in_memory_that_does_not_grow_with_them()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();
        await client.SendAsync("meter-readings", SomeRows.Readings(100_000));
        using var body = new GeneratedReadings(Megabytes * 1024L * 1024);

        // What earlier tests left in statics and pools is theirs, not this upload's.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var (response, answer) = await client.SendAsync("meter-readings", body, "text/csv");
        var took = Stopwatch.GetElapsedTime(start);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body.Rows, answer.GetProperty("accepted").GetInt64());
        output.WriteLine(
            $"{body.Rows / took.TotalSeconds:N0} rows/s, {Megabytes / took.TotalSeconds:N0} MB/s, heap {before >> 20}, then {body.FirstHalfHeap >> 20} then {body.SecondHalfHeap >> 20} MB");
        Assert.InRange(body.SecondHalfHeap - before, long.MinValue, (160L << 20) - 1);
        Assert.InRange(body.SecondHalfHeap - body.FirstHalfHeap, long.MinValue, 32L << 20);
    }

    /// <summary>Readings of 20,000 meters, hour by hour, written as they are sent; watches the live heap, which sender and server share here.</summary>
    private sealed class GeneratedReadings(long bytes) : HttpContent
    {
        private const int Meters = 20_000;

        public long Rows { get; private set; }

        public long FirstHalfHeap { get; private set; }

        public long SecondHalfHeap { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var lines = new StringBuilder("meter_id,utility,read_at,register\n");
            for (long sent = 0, step = 0; sent < bytes; step++)
            {
                for (var i = 0; i < 10_000; i++, Rows++)
                {
                    var hour = Rows / Meters;
                    lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"SH-PD-{Rows % Meters:D6},water,2026-01-{1 + hour / 24 % 28:D2}T{hour % 24:D2}:00:00+08:00,{hour}.25\n");
                }

                var chunk = Encoding.UTF8.GetBytes(lines.ToString());
                await stream.WriteAsync(chunk);
                sent += chunk.Length;
                lines.Clear();
                if (step % 40 == 39)
                {
                    var heap = GC.GetTotalMemory(forceFullCollection: true);
                    (FirstHalfHeap, SecondHalfHeap) = sent < bytes / 2
                        ? (Math.Max(FirstHalfHeap, heap), SecondHalfHeap)
                        : (FirstHalfHeap, Math.Max(SecondHalfHeap, heap));
                }
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
