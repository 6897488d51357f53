using System.Net;
using System.Text;
using CityOps.Ingest.Tests.Appending;

namespace CityOps.Ingest.Tests.Http;

public sealed class BrokenBodyTests : IAsyncDisposable
{
    private readonly SomeIngest _ingest = new();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Fact]
    public async Task Good_rows_are_kept_and_broken_ones_are_answered_and_dead_lettered_with_their_row_numbers()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();

        var (response, answer) = await client.SendAsync(
            "meter-readings",
            """
            meter_id,utility,read_at,register
            M1,water,2026-01-01T08:00:00+08:00,1
            M2,steam,2026-01-01T08:00:00+08:00,1
            M3,water,2026-01-01T08:00:00,1
            M4,water,2026-01-01T08:00:00+08:00,-5
            M5,water,2026-01-01T08:00:00+08:00,1
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((2, 3), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        var rejections = answer.GetProperty("rejections").EnumerateArray().ToList();
        Assert.Equal([2L, 3, 4], rejections.Select(r => r.GetProperty("row").GetInt64()));
        Assert.Equal(["utility", "read_at", "register"], rejections.Select(r => r.GetProperty("field").GetString()));
        Assert.Equal("steam", rejections[0].GetProperty("value").GetString());
        Assert.Contains("water, electricity, gas", rejections[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal([2L, 3, 4], (await _ingest.DeadLettersAsync("meter-readings")).Select(d => d.Row).Order());
    }

    [Fact]
    public async Task A_piece_of_a_file_numbers_its_rows_as_the_file_does()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();
        client.DefaultRequestHeaders.Add("Upload-First-Row", "1001");

        var (_, answer) = await client.SendAsync("meter-readings", "meter_id,utility,read_at,register\nM1,water,2026-01-01T08:00:00Z,1\nM2,steam,2026-01-01T08:00:00Z,1\n");

        Assert.Equal(1_002, answer.GetProperty("rejections")[0].GetProperty("row").GetInt64());
        Assert.Equal([1_002L], (await _ingest.DeadLettersAsync("meter-readings")).Select(d => d.Row));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-4")]
    [InlineData("first")]
    public async Task A_first_row_that_is_no_row_number_is_refused(string firstRow)
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();
        client.DefaultRequestHeaders.Add("Upload-First-Row", firstRow);

        var (response, answer) = await client.SendAsync("meter-readings", "meter_id,utility,read_at,register\n");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Upload-First-Row", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_upload_with_its_id_writes_the_same_dead_letters()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();
        var body = "meter_id,utility,read_at,register\nM1,steam,2026-01-01T08:00:00Z,1\n"u8.ToArray();
        await client.SendAsync("meter-readings", body, uploadId: "file-7");
        await client.SendAsync("meter-readings", body, uploadId: "file-7");

        var letters = await _ingest.DeadLettersAsync("meter-readings");

        Assert.Equal(2, letters.Count);
        Assert.All(letters, letter => Assert.StartsWith("upload:file-7/", letter.Origin, StringComparison.Ordinal));
        Assert.Single(letters.Select(letter => letter.Id).Distinct());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync("meter-readings", body, uploadId: "no spaces")).Response.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_truncated_compressed_body_is_400_and_says_what_was_kept_before(string encoding)
    {
        await _ingest.With("Ingest:BatchRows", 100).StartAsync();
        using var client = _ingest.Client();
        var plain = Encoding.UTF8.GetBytes(SomeRows.Readings(30_000));
        var body = encoding is "gzip" ? Sending.Gzip(plain) : Sending.Zstd(plain);

        var (response, problem) = await client.SendAsync("meter-readings", body[..(body.Length * 3 / 4)], encoding: encoding);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var accepted = problem.GetProperty("accepted").GetInt64();
        Assert.InRange(accepted, 100, 29_999);
        Assert.Contains("truncated", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(accepted, (await _ingest.RowsAsync("meter-readings")).Sum(rows => rows.Rows.Length));
    }

    [Theory]
    [InlineData("text/csv", "")]
    [InlineData("text/csv", "meter,wrong\n1,2\n")]
    [InlineData("application/json", "[{\"meter_id\":\"M1\"")]
    [InlineData("application/vnd.apache.arrow.stream", "not arrow at all, but text")]
    public async Task A_body_that_is_not_what_it_says_is_400(string contentType, string body)
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();

        var (response, problem) = await client.SendAsync("meter-readings", Encoding.UTF8.GetBytes(body), contentType);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, problem.GetProperty("accepted").GetInt64());
    }

    [Fact]
    public async Task A_huge_row_is_rejected_and_the_rows_around_it_are_taken()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();
        var body = new StringBuilder("meter_id,utility,read_at,register\nM1,water,2026-01-01T08:00:00Z,1\n")
            .Append('M', 5_000_000).Append(",water,2026-01-01T08:00:00Z,1\n")
            .Append("M3,water,2026-01-01T08:00:00Z,1\n").ToString();

        var (response, answer) = await client.SendAsync("meter-readings", body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((2, 1), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Assert.Equal(2, answer.GetProperty("rejections")[0].GetProperty("row").GetInt32());
        Assert.True(Assert.Single(await _ingest.DeadLettersAsync("meter-readings")).SealedPayload!.Length < 300_000);
    }

    [Fact]
    public async Task Only_the_first_hundred_rejections_are_shown_and_all_are_dead_lettered()
    {
        await _ingest.StartAsync();
        using var client = _ingest.Client();
        var body = "meter_id,utility,read_at,register\n" + string.Concat(Enumerable.Repeat("M1,steam,2026-01-01T08:00:00Z,1\n", 2_500));

        var (_, answer) = await client.SendAsync("meter-readings", body);

        Assert.Equal(2_500, answer.GetProperty("rejected").GetInt32());
        Assert.Equal(100, answer.GetProperty("rejections").GetArrayLength());
        Assert.Equal(2_500, (await _ingest.DeadLettersAsync("meter-readings")).Select(d => d.Row).Distinct().Count());
    }
}
