using System.Diagnostics;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Ingest.Appending;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingest.Tests.Appending;

/// <summary>The figures are in the output; the limit only catches what is out of all proportion on a loaded machine.</summary>
public sealed class ThroughputTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Rows = 100_000;
    private const int Rounds = 5;

    private readonly SomeIngest _ingest = new();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Theory]
    [InlineData(WireFormat.Csv)]
    [InlineData(WireFormat.Arrow)]
    public async Task Readings_of_known_meters_go_from_bytes_to_durable_messages(WireFormat format)
    {
        await _ingest.StartAsync();
        var schema = _ingest.Contract("meter-readings");
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
        var body = ContractEncoders.Encode(format, schema, RowBatch.From(Enumerable.Range(0, Rows).Select(i =>
            new MeterReading($"SH-PD-{i % 20_000:D9}", $"D-{i % 20_000:D9}", Utility.Water, start.AddHours(i / 20_000), i / 20_000 * 0.125))));
        var pipeline = _ingest.Services.GetRequiredService<IngestPipeline>();

        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var receipt = new AppendReceipt();
            var began = Stopwatch.GetTimestamp();
            Assert.Null(await pipeline.IngestAsync(schema, format, new MemoryStream(body), new UploadSource("upload:bench"), receipt, default));
            var took = Stopwatch.GetElapsedTime(began);
            Assert.Equal(Rows, receipt.Accepted);
            best = took < best ? took : best;
        }

        output.WriteLine($"{format}: {Rows / best.TotalSeconds:N0} rows/s of {body.Length / (double)Rows:N0} bytes, best of {Rounds}");
        Assert.True(Rows / best.TotalSeconds > 20_000, $"{best}");
    }
}
