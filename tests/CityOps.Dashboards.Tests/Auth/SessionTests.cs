using System.Net;
using System.Net.Http.Json;
using CityOps.Dashboards.Auth;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Auth;

public sealed class SessionTests(SharedServer shared, SharedDemo demoed) : IClassFixture<SharedServer>, IClassFixture<SharedDemo>
{
    [Fact]
    public async Task The_link_of_up_signs_a_browser_in_once()
    {
        var server = shared.Server;
        var code = server.App.Services.GetRequiredService<SignInLinks>().Create([Roles.Analyst], "li", TimeSpan.FromMinutes(10));
        var client = server.Client();

        var first = await client.GetAsync($"/signin?code={code}");
        var second = await client.GetAsync($"/signin?code={code}");

        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        Assert.Equal("/", first.Headers.Location?.ToString());
        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/sign-in?reason=link", second.Headers.Location?.ToString());
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_session_reads_with_its_cookie_alone()
    {
        var server = shared.Server;
        var client = await SignedInAsync(server);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/me")).StatusCode);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Forbidden)]
    [InlineData("1", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("1", "null", HttpStatusCode.Forbidden)]
    [InlineData("1", null, HttpStatusCode.OK)]
    [InlineData("1", "own", HttpStatusCode.OK)]
    public async Task A_session_changes_things_only_from_our_own_pages(string? header, string? origin, HttpStatusCode expected)
    {
        var server = demoed.Server;
        var client = await SignedInAsync(server);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/demo/role") { Content = JsonContent.Create(new { role = Roles.Auditor }) };
        if (header is not null)
        {
            request.Headers.Add(CrossSiteGuard.Header, header);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? server.Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        Assert.Equal(expected, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Roles_can_be_switched_in_a_demo_and_nowhere_else()
    {
        var demo = demoed.Server;
        var real = shared.Server;

        var switched = await demo.Client(Roles.Analyst).PostAsJsonAsync("/api/v1/demo/role", new { role = Roles.Leader });
        var second = await demo.Client(Roles.Analyst).PostAsJsonAsync("/api/v1/demo/role", new { role = Roles.Scientist, second = true });
        var unknown = await demo.Client(Roles.Analyst).PostAsJsonAsync("/api/v1/demo/role", new { role = "mayor" });
        var refused = await real.Client(Roles.Analyst).PostAsJsonAsync("/api/v1/demo/role", new { role = Roles.Leader });

        Assert.Equal(HttpStatusCode.OK, switched.StatusCode);
        Assert.Single(switched.Headers.GetValues("Set-Cookie"));
        Assert.Contains("demo-leader", await switched.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("demo-scientist-2", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("mayor", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Signing_out_takes_the_cookie_away()
    {
        var server = shared.Server;
        var client = await SignedInAsync(server);
        client.DefaultRequestHeaders.Add(CrossSiteGuard.Header, "1");

        var answer = await client.PostAsync("/signout", null);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    private static async Task<HttpClient> SignedInAsync(Server server)
    {
        var code = server.App.Services.GetRequiredService<SignInLinks>().Create([Roles.Analyst], "li", TimeSpan.FromMinutes(10));
        var client = server.Client();
        var answer = await client.GetAsync($"/signin?code={code}");
        client.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return client;
    }
}
