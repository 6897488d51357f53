using System.Net;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.OpenApi;

/// <summary>The description is complete, and says of answers what they are.</summary>
public sealed class DescriptionTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    [Fact]
    public async Task Every_endpoint_of_the_api_is_described()
    {
        var paths = (await DescriptionAsync(shared.Server)).GetProperty("paths");

        var absent = from endpoint in shared.Server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
                     where path.StartsWith("/api/", StringComparison.Ordinal) || path.StartsWith("/open311/", StringComparison.Ordinal)
                     from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
                     where !paths.TryGetProperty(path, out var item) || !item.TryGetProperty(method.ToLowerInvariant(), out _)
                     select $"{method} {path}";

        Assert.Empty(absent);
    }

    [Fact]
    public async Task Every_answer_has_a_shape_and_every_parameter_a_meaning()
    {
        var wanting = new List<string>();
        foreach (var (name, operation) in Operations(await DescriptionAsync(shared.Server)))
        {
            if (!operation.TryGetProperty("summary", out _))
            {
                wanting.Add($"{name} has no summary");
            }

            foreach (var answer in operation.GetProperty("responses").EnumerateObject().Where(a => a.Name is not "204" && !a.Value.TryGetProperty("$ref", out _)))
            {
                if (!answer.Value.TryGetProperty("content", out var content)
                    || content.EnumerateObject().Any(c => !c.Value.TryGetProperty("schema", out var schema) || !schema.EnumerateObject().Any()))
                {
                    wanting.Add($"{name} answers {answer.Name} without a shape");
                }
            }

            wanting.AddRange(
                from parameter in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default
                where parameter.GetProperty("in").GetString() is not "path" && !parameter.TryGetProperty("description", out _)
                select $"{name} does not say what '{parameter.GetProperty("name")}' is");
        }

        Assert.Empty(wanting);
    }

    [Fact]
    public async Task What_is_really_answered_has_the_described_shape()
    {
        await using var server = await Server.StartAsync(demo: true);
        var order = await RevealTests.DispatchedAsync(server, "wang");
        await server.SuspectAsync(Some.Suspicion("T-7", "muck-truck", evidence: """{"kind":"dumping","lon":121.5,"lat":31.2}"""));
        using var client = server.Client([.. Roles.All]);
        var list = JsonDocument.Parse(await client.GetStringAsync("/api/v1/cases?state=all")).RootElement.GetProperty("cases");
        var id = list.EnumerateArray().First(c => c.GetProperty("scenario").GetString() is "group-rental").GetProperty("case_id").GetString()!;
        var description = await DescriptionAsync(server);
        var shape = new Shape(description);
        var wrong = new List<string>();
        var seen = 0;
        foreach (var (name, operation) in Operations(description).Where(o => o.Name.StartsWith("GET ", StringComparison.Ordinal) && !o.Name.Contains("stream", StringComparison.Ordinal)))
        {
            var path = name[4..].Replace("/work-orders/{id}", $"/work-orders/{order}", StringComparison.Ordinal).Replace("/cases/{id}", $"/cases/{id}", StringComparison.Ordinal)
                .Replace("{kind}", "cases", StringComparison.Ordinal).Replace("{period}", "day", StringComparison.Ordinal).Replace("{scenario}", "group-rental", StringComparison.Ordinal);
            if (path.Contains('{', StringComparison.Ordinal) || path is "/api/v1/events")
            {
                continue;
            }

            var answer = await client.GetAsync(path is "/api/v1/case-figures" ? $"{path}?ids={id}" : path, TestContext.Current.CancellationToken);
            if (answer.StatusCode is HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType is "application/json")
            {
                seen++;
                var schema = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
                wrong.AddRange(shape.Differences(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement, schema, name));
            }
        }

        Assert.Empty(wrong);
        Assert.True(seen >= 25, $"Only {seen} endpoints answered.");
    }

    private static async Task<JsonElement> DescriptionAsync(Server server)
    {
        using var client = server.Client();
        return JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json")).RootElement;
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement description) =>
        from path in description.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value);
}
