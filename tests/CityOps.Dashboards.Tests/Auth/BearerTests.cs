using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Dashboards.Tests.Auth;

public sealed class BearerTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_token_of_the_command_line_is_accepted()
    {
        var server = shared.Server;

        var me = await server.Client(Roles.Analyst).GetFromJsonAsync<JsonElement>("/api/v1/me");

        Assert.Equal("a analyst", me.GetProperty("name").GetString());
        Assert.Contains(Policies.CasesTriage, me.GetProperty("rights").EnumerateArray().Select(r => r.GetString()));
        Assert.DoesNotContain(Policies.AuditRead, me.GetProperty("rights").EnumerateArray().Select(r => r.GetString()));
    }

    [Fact]
    public async Task No_token_is_401_with_the_way_in()
    {
        var server = shared.Server;

        var answer = await server.Client().GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("cityops token", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYW5hbHlzdCIsImlzcyI6ImNpdHlvcHMiLCJhdWQiOiJjaXR5b3BzIn0.")]
    public async Task A_damaged_or_unsigned_token_is_401(string token)
    {
        var server = shared.Server;
        var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        var answer = await client.GetAsync("/api/v1/me");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_key_is_401()
    {
        var server = shared.Server;
        var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Some.Tokens(TimeProvider.System, keyFill: 8).Issue(Roles.Analyst, "li", TimeSpan.FromHours(1)));

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task A_token_is_401_after_its_end()
    {
        var clock = new FakeTimeProvider(Some.Noon);
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(clock));
        var client = server.Client(Roles.Analyst);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task A_token_made_offline_from_the_same_key_file_is_accepted()
    {
        var server = shared.Server;
        var secret = server.App.Services.GetRequiredService<ISecretStore>().Get(SecretNames.TokenSigning);
        var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", new TokenIssuer(new SigningKey(secret), TimeProvider.System).Issue(Roles.Ingest, "cli", TimeSpan.FromHours(1)));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).StatusCode);
    }
}
