using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CityOps.EndToEnd.Tests.Support;

namespace CityOps.EndToEnd.Tests;

/// <summary>What the border does with broken input and with people who may not.</summary>
public sealed class BorderTests(CityOpsUp up) : IClassFixture<CityOpsUp>
{
    private const string Readings = """
        meter_id,dwelling_id,utility,read_at,register
        M-1,D-1,water,2026-03-01T00:00:00+08:00,10.5
        M-1,D-1,water,yesterday,10.6
        M-1,D-1,water,2026-03-01T02:00:00+08:00,10.7
        M-1,D-1,steam,2026-03-01T03:00:00+08:00,10.8
        M-1,D-1,water,2026-03-01T04:00:00+08:00,-3
        M-1,D-1,water,2026-03-01T05:00:00+08:00,11.1

        """;

    [Fact]
    public async Task Good_rows_land_and_broken_ones_become_dead_letters_with_their_row_numbers()
    {
        var cityops = up.Process;
        using var client = cityops.ClientWith(await cityops.TokenAsync("ingest"));

        using var response = await client.PostAsync("/ingest/v1/meter-readings", new StringContent(Readings, Encoding.UTF8, "text/csv"));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, answer.GetProperty("accepted").GetInt64());
        Assert.Equal(3, answer.GetProperty("rejected").GetInt64());
        Assert.Equal([2, 4, 5], answer.GetProperty("rejections").EnumerateArray().Select(r => r.GetProperty("row").GetInt32()));
        await cityops.UntilAsync("three readings and three dead letters", async () =>
            await cityops.CountAsync("readings") == 3 && await cityops.CountAsync("dead_letters") == 3);
        Assert.Equal("2,4,5", await cityops.QueryAsync("SELECT arrayStringConcat(arraySort(groupArray(toString(row))), ',') FROM cityops.dead_letters"));
    }

    [Fact]
    public async Task A_wrong_token_is_401_and_a_wrong_role_403()
    {
        var cityops = up.Process;
        using var nobody = new HttpClient { BaseAddress = cityops.Web };
        using var stranger = new HttpClient { BaseAddress = cityops.Web };
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "not-a-token");
        using var analyst = cityops.Client("analyst");
        using var ingest = cityops.Client("ingest");

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(nobody)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(stranger)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(analyst)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ingest.GetAsync("/api/v1/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await analyst.GetAsync("/api/v1/cases")).StatusCode);

        static Task<HttpResponseMessage> PostAsync(HttpClient client) =>
            client.PostAsync("/ingest/v1/meter-readings", new StringContent(Readings, Encoding.UTF8, "text/csv"));
    }

    [Fact]
    public async Task The_embedded_warehouse_refuses_everyone_without_its_password()
    {
        var cityops = up.Process;
        var file = Path.Combine(cityops.Folder, "clickhouse.json");
        using var credentials = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        using var client = new HttpClient();

        using var response = await client.PostAsync(credentials.RootElement.GetProperty("url").GetString(), new StringContent("SELECT 1"));

        Assert.False(response.IsSuccessStatusCode);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }
}
