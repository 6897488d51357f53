using System.Net;
using System.Net.Http.Json;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Auth;

/// <summary>The table of roles by endpoints, taken from the running server so that a new endpoint can't be forgotten.</summary>
public sealed class EveryEndpointTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    private static readonly string[] Open = ["/healthz", "/healthz/live", "/healthz/ready", "/signin", "/openapi/{documentName}.json", "/api/v1/sign-in"];

    [Fact]
    public async Task Only_health_sign_in_the_description_and_the_page_are_open_to_all()
    {
        var server = shared.Server;

        var anonymous = Endpoints(server).Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(e => e.RoutePattern.RawText);

        Assert.Equal(Open.Order(StringComparer.Ordinal), anonymous.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_other_endpoint_names_a_policy()
    {
        var server = shared.Server;

        var unnamed = Endpoints(server)
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(e => !e.Metadata.OfType<IAuthorizeData>().Any(a => a.Policy is not null && Policies.All.Contains(a.Policy)))
            .Select(e => e.RoutePattern.RawText);

        Assert.Empty(unnamed);
    }

    [Fact]
    public async Task Without_a_token_every_closed_endpoint_is_401()
    {
        var server = shared.Server;
        using var client = server.Client();

        foreach (var (method, path, _) in Closed(server))
        {
            using var request = Request(method, path);
            var answer = await client.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} answered {answer.StatusCode} to nobody.");
            Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        }
    }

    [Fact]
    public async Task Every_role_that_may_not_pass_is_403_and_every_other_is_not()
    {
        var server = shared.Server;
        foreach (var role in Roles.All)
        {
            using var client = server.Client(role);
            foreach (var (method, path, policies) in Closed(server))
            {
                using var request = Request(method, path);
                var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var mayPass = policies.All(p => Policies.RolesOf(p).Contains(role));
                Assert.True(
                    mayPass == (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)),
                    $"{method} {path} answered {answer.StatusCode} to {role}, whom {string.Join('+', policies)} should {(mayPass ? "let pass" : "refuse")}.");
            }
        }
    }

    /// <summary>
    /// Whatever somebody was given by name (a work order, a reveal) is closed to everybody else of the same role. Routes are taken from the running
    /// server; the body holds a valid value for every field that any of them asks for, so that nothing else refuses first.
    /// </summary>
    [Fact]
    public async Task What_was_given_to_one_person_is_closed_to_every_other_of_the_same_role()
    {
        await using var server = await Server.StartAsync();
        var order = await RevealTests.DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector);
        using var thief = server.Named("zhao", Roles.Inspector);
        var reveal = (await (await wang.PostAsJsonAsync($"/api/v1/work-orders/{order}/reveal", Body())).Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("reveal_id").GetString()!;
        var bulk = (await (await wang.PostAsJsonAsync("/api/v1/reveals/bulk", new { work_orders = new[] { order }, reason = "tomorrow's round" })).Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("bulk_id").GetString()!;
        var tried = 0;
        foreach (var (method, path, _) in Closed(server).Where(e => e.Policies.All(p => Policies.RolesOf(p).Contains(Roles.Inspector))))
        {
            var theirs = path.Replace("/work-orders/none", $"/work-orders/{order}", StringComparison.Ordinal)
                .Replace("/reveals/bulk/none", $"/reveals/bulk/{bulk}", StringComparison.Ordinal).Replace("/reveals/none", $"/reveals/{reveal}", StringComparison.Ordinal);
            if (theirs == path)
            {
                continue;
            }

            using var request = new HttpRequestMessage(method, theirs) { Content = method == HttpMethod.Get ? null : JsonContent.Create(Body()) };
            var answer = await thief.SendAsync(request);
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound, $"{method} {theirs} answered {answer.StatusCode} to somebody it was not given to: {await answer.Content.ReadAsStringAsync()}");
            tried++;
        }

        Assert.True(tried >= 6, $"only {tried} endpoints were tried");

        static object Body() => new
        {
            reason = "on my way there",
            reason_code = "wrong_unit",
            outcome = "confirmed",
            people_found = 9,
            rooms_used = 3,
            decision = "allow",
            passed = true,
            note = "n",
            purpose = "visit",
            due_at = DateTimeOffset.MaxValue.AddYears(-1),
        };
    }

    private static HttpRequestMessage Request(HttpMethod method, string path) => new(method, path)
    {
        Content = method == HttpMethod.Post ? JsonContent.Create(new { }) : null,
    };

    private static IEnumerable<RouteEndpoint> Endpoints(Server server) =>
        server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static IEnumerable<(HttpMethod Method, string Path, string[] Policies)> Closed(Server server) =>
        from endpoint in Endpoints(server)
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        let policies = endpoint.Metadata.OfType<IAuthorizeData>().Select(a => a.Policy).OfType<string>().ToArray()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (new HttpMethod(method), PathOf(endpoint.RoutePattern), policies);

    private static string PathOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments
        .Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { IsCatchAll: true } => "",
            RoutePatternParameterPart => "none",
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        })))).TrimEnd('/');
}
