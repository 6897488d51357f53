using System.Net;
using System.Net.Http.Json;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests;

public sealed class PathsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api", HttpStatusCode.NotFound)]
    [InlineData("GET", "/ingest/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/v1/me", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/v1/cases/CASE-1/review", HttpStatusCode.BadRequest)]
    public async Task A_program_that_asks_wrongly_gets_a_problem_and_never_a_page(string method, string path, HttpStatusCode expected)
    {
        var server = shared.Server;
        using var client = server.Client(Roles.Reviewer);

        var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/ingest")]
    public async Task A_stranger_cannot_tell_which_paths_exist(string path)
    {
        var server = shared.Server;

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client().GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_refused_event_stream_is_a_problem_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events") { Headers = { { "Accept", "text/event-stream" } } };

        var answer = await shared.Server.Client(Roles.Scientist).SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cases/CASE-0123456789AB?scenario=muck-truck")]
    [InlineData("/apiary")]
    public async Task Every_other_path_is_the_page_which_says_so_where_it_is_not_built(string path)
    {
        var server = shared.Server;

        var answer = await server.Client().GetAsync(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("not built", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "not the JSON expected")]
    [InlineData("{\"decision\":\"confirm\"}", "reason_code")]
    [InlineData("{\"command_id\":\"7\",\"decision\":\"confirm\",\"reason_code\":\"x\"}", "$.command_id")]
    [InlineData("{\"command_id\":\"00000000-0000-0000-0000-000000000001\",\"decision\":\"maybe\",\"reason_code\":\"x\"}", "'maybe'. Choose one of: confirm, dismiss")]
    public async Task A_body_that_cannot_be_read_is_400_and_says_where(string body, string said)
    {
        var server = shared.Server;
        using var client = server.Client(Roles.Reviewer);

        var answer = await client.PostAsync("/api/v1/cases/CASE-1/review", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        var text = System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state=asleep", "'asleep'", "detected")]
    [InlineData("min_score=2", "'2'", "0 to 1")]
    [InlineData("sort=size", "'size'", "due")]
    [InlineData("limit=0", "'0'", "1 to 500")]
    public async Task A_filter_that_makes_no_sense_is_400_and_says_what_does(string query, string value, string wayOut)
    {
        var server = shared.Server;
        using var client = server.Client(Roles.Analyst);

        var answer = await client.GetAsync("/api/v1/cases?" + query);

        var problem = await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(value, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains(wayOut, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_names_every_field_in_snake_case_and_the_roles()
    {
        var server = shared.Server;

        var text = await server.Client().GetStringAsync("/openapi/v1.json");

        Assert.Contains("\"command_id\"", text, StringComparison.Ordinal);
        Assert.Contains("Roles: reviewer", text, StringComparison.Ordinal);
        Assert.Contains("min_score", text, StringComparison.Ordinal);
    }
}
