using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace CityOps.Host.Bench.Latency;

/// <summary>A subscriber of the live push, as the pages are one: notes when the first change of each case comes.</summary>
internal sealed class CasePush(string address, string token) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When each case was first pushed, in ticks of the stopwatch.</summary>
    public ConcurrentDictionary<string, long> SeenAt { get; } = new(StringComparer.Ordinal);

    /// <summary>Ends once the stream is open.</summary>
    public Task Open => _open.Task;

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            _open.TrySetResult();
            if (item.EventType is "case")
            {
                var now = Stopwatch.GetTimestamp();
                using var change = JsonDocument.Parse(item.Data);
                SeenAt.TryAdd(change.RootElement.GetProperty("case_id").GetString()!, now);
            }
        }
    }

    public void Dispose() => _http.Dispose();
}
