using System.Net;
using System.Text;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Ingest.Tests.Appending;

namespace CityOps.Ingest.Tests.Http;

public sealed class FormatTests : IAsyncDisposable
{
    private readonly SomeIngest _ingest = new();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    private static TruckPosition[] Positions(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new TruckPosition(
            $"T{i % 7}", new DateTimeOffset(2026, 1, 1, 0, 0, i, TimeSpan.Zero), 121.5, 31.2, i, null, null, true, null, null, null, null, null))];

    [Theory]
    [InlineData(WireFormat.Csv, null)]
    [InlineData(WireFormat.Csv, "gzip")]
    [InlineData(WireFormat.Csv, "zstd")]
    [InlineData(WireFormat.Json, null)]
    [InlineData(WireFormat.JsonLines, "gzip")]
    [InlineData(WireFormat.Arrow, null)]
    [InlineData(WireFormat.Arrow, "zstd")]
    public async Task Every_format_in_every_encoding_reaches_the_log(WireFormat format, string? encoding)
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();
        var sent = Positions(50);
        var body = ContractEncoders.Encode(format, _ingest.Contract("truck-positions"), RowBatch.From(sent));
        body = encoding switch { "gzip" => Sending.Gzip(body), "zstd" => Sending.Zstd(body), _ => body };

        var (response, answer) = await client.SendAsync("truck-positions", body, ContentTypes.Of(format) + "; charset=utf-8", encoding);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((50, 0), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        var landed = (await _ingest.RowsAsync("truck-positions")).SelectMany(rows => RowBatch.To<TruckPosition>(rows.Rows));
        Assert.Equal(sent.OrderBy(p => p.At), landed.OrderBy(p => p.At));
    }

    [Fact]
    public async Task The_answer_says_how_far_the_log_reaches_so_that_a_sender_can_wait_for_landing()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();

        var (_, answer) = await client.SendAsync("meter-readings", SomeRows.Readings(30));

        var topic = answer.GetProperty("offsets").GetProperty("cityops.meter-readings.v1");
        foreach (var partition in topic.EnumerateObject())
        {
            var offsets = await _ingest.Log.OffsetsAsync(
                new EventLog.TopicPartition("cityops.meter-readings.v1", int.Parse(partition.Name, System.Globalization.CultureInfo.InvariantCulture)), default);
            Assert.Equal(offsets.End, partition.Value.GetInt64());
        }

        Assert.Equal(SomeIngest.Partitions, topic.EnumerateObject().Count());
    }

    [Fact]
    public async Task Rows_of_a_message_belong_to_its_partition()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();
        await client.SendAsync("meter-readings", SomeRows.Readings(200));

        foreach (var message in await _ingest.RowsAsync("meter-readings"))
        {
            Assert.Single(SomeRows.Texts(message.Rows).Select(row => ulong.Parse(row["meter_key"], System.Globalization.CultureInfo.InvariantCulture) % SomeIngest.Partitions).Distinct());
        }
    }

    [Theory]
    [InlineData("application/xml", null)]
    [InlineData("", null)]
    public async Task An_unknown_content_type_is_415_and_names_those_that_work(string contentType, string? encoding)
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();

        var (response, problem) = await client.SendAsync("meter-readings", "x"u8.ToArray(), contentType, encoding);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/vnd.apache.arrow.stream", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task An_unknown_content_encoding_is_415_and_names_those_that_work()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();

        var (response, problem) = await client.SendAsync("meter-readings", "x"u8.ToArray(), encoding: "br");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("gzip, zstd", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_contract_is_404_and_the_answer_lists_those_there_are()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();

        var (response, problem) = await client.SendAsync("meter-reading", "x");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("meter-readings", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("suspicions", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_internal_contract_is_403()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();

        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync("suspicions", "x")).Response.StatusCode);
    }

    [Fact]
    public async Task Two_encodings_are_undone_last_first()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();
        using var content = new ByteArrayContent(Sending.Zstd(Sending.Gzip(Encoding.UTF8.GetBytes(SomeRows.Readings(5)))));
        content.Headers.ContentEncoding.Add("gzip");

        var (response, answer) = await client.SendAsync("meter-readings", content, "text/csv", "zstd");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(5, answer.GetProperty("accepted").GetInt32());
    }
}
