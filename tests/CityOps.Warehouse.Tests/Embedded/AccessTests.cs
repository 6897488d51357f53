using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CityOps.Tests.Shared;

namespace CityOps.Warehouse.Tests.Embedded;

/// <summary>The engine lets in the account of its data folder, and nobody else.</summary>
public sealed class AccessTests(EngineFixture engine)
{
    private readonly EngineFixture _engine = engine;

    [Fact]
    public async Task Ping_needs_no_account()
    {
        using var stranger = new HttpClient();

        Assert.Equal("Ok.\n", await stranger.GetStringAsync(new Uri(_engine.Address.Url, "ping")));
    }

    [Theory]
    [InlineData("SELECT * FROM file('/etc/hostname', 'LineAsString')")]
    [InlineData("SELECT * FROM `file` ('/etc/hostname', 'LineAsString')")]
    [InlineData("SELECT file('/etc/hostname')")]
    [InlineData("SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')")]
    [InlineData("CREATE TABLE outside (a String) ENGINE = File(TSV)")]
    [InlineData("CREATE TABLE outside (a String) ENGINE=File /* no arguments */ ")]
    [InlineData("INSERT INTO FUNCTION file('stolen.tsv', 'TSV', 'a String') SELECT 'x'")]
    [InlineData("SELECT * FROM remote('127.0.0.1:9000', system.one)")]
    public async Task No_statement_reaches_out_of_the_warehouse(string sql)
    {
        using var owner = Owner();

        using var response = await owner.PostAsync((Uri?)null, new StringContent(sql));

        Assert.Contains("Code: 497.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_reach_out_are_harmless_as_names_and_texts()
    {
        using var owner = Owner();

        using var response = await owner.PostAsync((Uri?)null, new StringContent("SELECT 'file(1)' AS url, count() AS file FROM system.one WHERE dummy IN (0)"));

        Assert.Equal("file(1)\t1\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_statement_posted_as_curl_does_is_taken()
    {
        using var owner = Owner();

        using var response = await owner.PostAsync((Uri?)null, new StringContent("SELECT 1", Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal("1\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Stranger_is_refused_in_every_way_of_asking()
    {
        using var stranger = new HttpClient { BaseAddress = _engine.Address.Url };

        using var none = await stranger.GetAsync("?query=SELECT%201");
        using var url = await stranger.GetAsync("?query=SELECT%201&user=cityops&password=wrong");
        using var wrongUser = await stranger.GetAsync($"?query=SELECT%201&user=default&password={_engine.Address.Password}");
        using var header = await SendAsync(stranger, r => r.Headers.Add("X-ClickHouse-User", "cityops"));
        using var basic = await SendAsync(stranger, r => r.Headers.Authorization = Basic("cityops", "wrong"));

        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.All([url, wrongUser, header, basic], r => Assert.Equal(HttpStatusCode.Forbidden, r.StatusCode));
        Assert.Equal("516", basic.Headers.GetValues("X-ClickHouse-Exception-Code").Single());
        var body = await basic.Content.ReadAsStringAsync();
        Assert.StartsWith("Code: 516. DB::Exception: ", body, StringComparison.Ordinal);
        Assert.Contains("(AUTHENTICATION_FAILED)", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_is_taken_from_headers_and_from_the_url_too()
    {
        using var plain = new HttpClient { BaseAddress = _engine.Address.Url };

        using var headers = await SendAsync(plain, r =>
        {
            r.Headers.Add("X-ClickHouse-User", _engine.Address.User);
            r.Headers.Add("X-ClickHouse-Key", _engine.Address.Password);
        });
        using var url = await plain.GetAsync($"?query=SELECT%201&user={_engine.Address.User}&password={_engine.Address.Password}");

        Assert.Equal("1\n", await headers.Content.ReadAsStringAsync());
        Assert.Equal("1\n", await url.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Account_file_is_for_its_owner_only()
    {
        var file = Path.Combine(_engine.DataFolder, "clickhouse.json");

        Assert.Contains(_engine.Address.Password, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static AuthenticationHeaderValue Basic(string user, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, Action<HttpRequestMessage> prepare)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent("SELECT 1") };
        prepare(request);
        return client.SendAsync(request);
    }

    private HttpClient Owner()
    {
        var client = new HttpClient { BaseAddress = _engine.Address.Url };
        client.DefaultRequestHeaders.Add("X-ClickHouse-User", _engine.Address.User);
        client.DefaultRequestHeaders.Add("X-ClickHouse-Key", _engine.Address.Password);
        return client;
    }
}
