using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Host.Commands;
using CityOps.Host.Composition;

namespace CityOps.Host.Operating;

/// <summary>The API of the installation that runs on a data folder, as the local administrator: whoever can read the folder's secrets.</summary>
internal sealed class RunningApi : IDisposable
{
    private readonly HttpClient _http;

    private RunningApi(HttpClient http) => _http = http;

    /// <exception cref="CommandException">Nothing runs on the folder.</exception>
    public static RunningApi Of(DataFolder folder, string role)
    {
        var token = LocalTokens.Of(folder).Issue(role, Environment.UserName is { Length: > 0 } name ? name : "local");
        var http = new HttpClient { BaseAddress = new Uri(folder.ReadEndpoints().Api + "/"), Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new RunningApi(http);
    }

    /// <param name="path">Below <c>/api/v1/</c>.</param>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/v1/" + path), cancellationToken);

    public Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/v1/" + path) { Content = JsonContent.Create(body, body.GetType(), options: HostJson.Options) }, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using var request = message;
        HttpResponseMessage answered;
        try
        {
            answered = await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new CommandException($"the server does not answer at {_http.BaseAddress}: {error.Message} Start it (cityops up) and try again.", exitCode: 1);
        }

        using var response = answered;
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new CommandException(ProblemIn(text) ?? $"the server answered {(int)response.StatusCode}.", response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound ? 2 : 1);
    }

    private static string? ProblemIn(string text)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
