using System.Net;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests;

/// <summary>The jobs are Hangfire's own page: whoever may not see it is answered by ours, with the status of a refusal.</summary>
public sealed class RefusedPageTests
{
    private const string Page = "<!doctype html><title>page</title>";

    [Theory]
    [InlineData(Roles.Analyst, "text/html,application/xhtml+xml", HttpStatusCode.Forbidden, true)]
    [InlineData("", "text/html", HttpStatusCode.Unauthorized, true)]
    [InlineData(Roles.Analyst, "application/json", HttpStatusCode.Forbidden, false)]
    [InlineData(Roles.Analyst, "", HttpStatusCode.Forbidden, false)]
    public async Task A_browser_that_may_not_see_the_jobs_gets_the_page_and_a_program_does_not(string role, string accepts, HttpStatusCode status, bool page)
    {
        var web = Directory.CreateTempSubdirectory("cityops-page-").FullName;
        await File.WriteAllTextAsync(Path.Combine(web, "index.html"), Page);
        await using var server = await Server.StartAsync(web: web);
        using var client = role.Length > 0 ? server.Client(role) : server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        if (accepts.Length > 0)
        {
            request.Headers.Add("Accept", accepts);
        }

        var answer = await client.SendAsync(request);

        var body = await answer.Content.ReadAsStringAsync();
        Directory.Delete(web, recursive: true);
        Assert.Equal((status, page), (answer.StatusCode, string.Equals(body, Page, StringComparison.Ordinal)));
    }
}
