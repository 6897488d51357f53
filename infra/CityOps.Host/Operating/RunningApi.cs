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

    /// <param name="whereMissing">What to say where nothing is there (404), in the words of the command line; null: as the server says it.</param>
    public Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken, string? whereMissing = null) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "api/v1/" + path) { Content = JsonContent.Create(body, body.GetType(), options: HostJson.Options) }, cancellationToken, whereMissing);

    /// <summary>Copies an answer that is a file.</summary>
    public async Task DownloadAsync(string path, Stream to, CancellationToken cancellationToken)
    {
        using var response = await AnswerAsync(new HttpRequestMessage(HttpMethod.Get, "api/v1/" + path), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw Failure(response, await response.Content.ReadAsStringAsync(cancellationToken));
        }

        await response.Content.CopyToAsync(to, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken, string? whereMissing = null)
    {
        using var response = await AnswerAsync(message, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound && whereMissing is not null)
        {
            throw new CommandException(whereMissing);
        }

        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw Failure(response, text);
    }

    private static CommandException Failure(HttpResponseMessage response, string text) =>
        new(ProblemIn(text) ?? $"the server answered {(int)response.StatusCode}.", response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound ? 2 : 1);

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using var request = message;
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new CommandException($"the server does not answer at {_http.BaseAddress}: {error.Message.TrimEnd('.')}. Start it (cityops up) and try again.", exitCode: 1);
        }
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
