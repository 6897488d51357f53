using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CityOps.Tests.Shared;

namespace CityOps.Warehouse.Tests.Embedded;

/// <summary>What goes over the wire, without a driver in between.</summary>
public sealed class HttpInterfaceTests : IDisposable
{
    private readonly HttpClient _http;

    public HttpInterfaceTests(EngineFixture engine)
    {
        _http = new HttpClient { BaseAddress = engine.Address.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{engine.Address.User}:{engine.Address.Password}")));
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Answer_has_the_headers_of_clickhouse()
    {
        using var response = await PostAsync("?query_id=q1&default_format=JSONEachRow", "SELECT 1 AS a");

        Assert.Equal("q1", response.Headers.GetValues("X-ClickHouse-Query-Id").Single());
        Assert.Equal("JSONEachRow", response.Headers.GetValues("X-ClickHouse-Format").Single());
        Assert.NotEmpty(response.Headers.GetValues("X-ClickHouse-Timezone").Single());
        Assert.StartsWith("{\"read_rows\":", response.Headers.GetValues("X-ClickHouse-Summary").Single(), StringComparison.Ordinal);
        Assert.Equal("{\"a\":1}\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Format_in_the_sql_goes_before_the_default_format_whole_json_too()
    {
        using var response = await PostAsync("?default_format=RowBinary", "SELECT number FROM numbers(5) SETTINGS max_block_size = 2 FORMAT JSONCompact");

        Assert.Equal("JSONCompact", response.Headers.GetValues("X-ClickHouse-Format").Single());
        Assert.Equal(5, System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Get_reads_and_never_writes()
    {
        using var reads = await _http.GetAsync("?query=SHOW%20DATABASES");
        using var writes = await _http.GetAsync("?query=CREATE%20TABLE%20t%20(a%20Int32)%20ENGINE%20%3D%20Memory");

        Assert.Contains("cityops\n", await reads.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("(READONLY)", await writes.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statement_in_the_url_takes_its_data_from_the_body()
    {
        var table = await CreateAsync("a Int32, b String");

        using var response = await PostAsync($"?query=INSERT%20INTO%20{table}%20FORMAT%20JSONEachRow", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n");

        Assert.Equal("2", await ReadAsync($"SELECT count() FROM {table}"));
        Assert.Contains("\"written_rows\":\"2\"", response.Headers.GetValues("X-ClickHouse-Summary").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inline_data_is_data_to_its_end_and_never_sql()
    {
        var table = await CreateAsync("a Int32");

        using var response = await PostAsync("", $"INSERT INTO {table} FORMAT JSONEachRow\n{{\"a\":1}}\n\nDROP TABLE {table}");

        Assert.False(response.IsSuccessStatusCode);
        Assert.Equal("0", await ReadAsync($"SELECT count() FROM {table}"));
    }

    [Fact]
    public async Task Binary_rows_that_look_like_blank_lines_are_kept()
    {
        var table = await CreateAsync("a UInt16");
        var head = Encoding.UTF8.GetBytes($"INSERT INTO {table} (a) FORMAT RowBinary\n");
        byte[] rows = [0x0A, 0x0A, 0x0D, 0x0A, 0x20, 0x20];

        using var response = await _http.PostAsync("", new ByteArrayContent([.. head, .. rows]));

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal("2570,2573,8224", await ReadAsync($"SELECT arrayStringConcat(arraySort(groupArray(toString(a))), ',') FROM {table}"));
    }

    [Fact]
    public async Task Several_statements_in_one_request_are_refused_and_none_is_run()
    {
        var table = await CreateAsync("a Int32");

        using var two = await PostAsync("", $"SELECT 1; DROP TABLE {table}");
        using var values = await PostAsync("?param_x=1", $"INSERT INTO {table} VALUES ({{x:Int32}}); DROP TABLE {table}");
        using var unparsable = await PostAsync("?default_format=JSON", $"DROP TABLE {table}; no sql at all");

        Assert.All([two, values, unparsable], r => Assert.Equal(HttpStatusCode.BadRequest, r.StatusCode));
        Assert.Equal("0", await ReadAsync($"SELECT count() FROM {table}"));
    }

    [Theory]
    [InlineData("SELECT 1 INTO OUTFILE '/tmp/x'")]
    [InlineData("INSERT INTO t FROM INFILE '/etc/passwd' FORMAT CSV")]
    public async Task Files_of_the_server_are_not_for_clients(string sql)
    {
        using var response = await PostAsync("", sql);

        Assert.False(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Error_behind_sent_data_breaks_the_answer_off_with_an_exception_block()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent("SELECT throwIf(number = 500000), number FROM numbers(1000000) FORMAT TSV") };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var tag = response.Headers.GetValues("X-ClickHouse-Exception-Tag").Single();
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var received = new MemoryStream();

        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(received));

        var text = Encoding.UTF8.GetString(received.ToArray());
        Assert.Contains($"__exception__\r\n{tag}\r\nCode: 395. DB::Exception: ", text, StringComparison.Ordinal);
        Assert.EndsWith($"{tag}\r\n__exception__\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_may_be_compressed()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync("SELECT 'squeezed'"u8.ToArray());
        }

        using var content = new ByteArrayContent(compressed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        using var response = await _http.PostAsync("", content);
        using var broken = new ByteArrayContent("not zstd at all"u8.ToArray());
        broken.Headers.ContentEncoding.Add("gzip");
        using var refused = await _http.PostAsync("", broken);

        Assert.Equal("squeezed\n", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
    }

    [Fact]
    public async Task Form_fields_carry_query_and_parameters()
    {
        using var form = new MultipartFormDataContent { { new StringContent("SELECT {a:UInt8} + 1"), "query" }, { new StringContent("41"), "param_a" } };

        using var response = await _http.PostAsync("", form);

        Assert.Equal("42\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Unknown_database_is_not_found()
    {
        using var response = await PostAsync("?database=nowhere", "SELECT 1");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("81", response.Headers.GetValues("X-ClickHouse-Exception-Code").Single());
    }

    [Fact]
    public async Task Insert_that_fails_late_gives_its_reason_although_the_body_was_long()
    {
        var rows = new StringBuilder();
        for (var i = 0; i < 300_000; i++)
        {
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}\n");
        }

        using var missing = await PostAsync("?query=INSERT%20INTO%20no_such_table%20FORMAT%20CSV", rows.ToString());
        var table = await CreateAsync("a Int32");
        using var malformed = await PostAsync($"?query=INSERT%20INTO%20{table}%20FORMAT%20CSV", rows.Append("not a number\n").ToString());

        Assert.Equal("60", missing.Headers.GetValues("X-ClickHouse-Exception-Code").Single());
        Assert.Equal("117", malformed.Headers.GetValues("X-ClickHouse-Exception-Code").Single());
        Assert.Contains("Row 300000", await malformed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync(string url, string body) => _http.PostAsync(url, new StringContent(body));

    private async Task<string> ReadAsync(string sql)
    {
        using var response = await PostAsync("", sql);
        return (await response.Content.ReadAsStringAsync()).Trim();
    }

    private async Task<string> CreateAsync(string columns)
    {
        var table = Some.TableName();
        using var response = await PostAsync("", $"CREATE TABLE {table} ({columns}) ENGINE = MergeTree ORDER BY tuple()");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return table;
    }
}
