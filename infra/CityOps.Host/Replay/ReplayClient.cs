using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Host.Commands;
using CityOps.Host.Composition;

namespace CityOps.Host.Replay;

/// <summary>What a replay has done so far.</summary>
internal sealed class ReplayCounts
{
    public long Accepted { get; set; }

    public long Rejected { get; set; }

    /// <summary>The first few rejections, in the gateway's words.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>Where the rows went: the end offset to wait for, by topic and partition.</summary>
    public Dictionary<string, long> EndOffsets { get; } = new(StringComparer.Ordinal);

    /// <summary>Nothing is waited for that went to this topic.</summary>
    public void ForgetTopic(string topic)
    {
        foreach (var key in EndOffsets.Keys.Where(key => key.StartsWith(topic + "/", StringComparison.Ordinal)).ToList())
        {
            EndOffsets.Remove(key);
        }
    }
}

/// <summary>
/// Sends chunks to the ingest gateway. A chunk whose answer was lost goes again: effects rest on keys, so nothing is doubled. It follows a server
/// that comes back on another port, and gives up when there has been none for <see cref="Patience"/>.
/// </summary>
internal sealed class ReplayClient(DataFolder folder, string contract, string contentType, string uploadId, Func<string> token) : IDisposable
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private const int MaxExamples = 10;

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public ReplayCounts Counts { get; } = new();

    /// <summary>How long a server may be gone.</summary>
    public TimeSpan Patience { get; init; } = GiveUpAfter;

    public Task SendAsync(Chunk chunk, CancellationToken cancellationToken) =>
        WithServerAsync(
            async api =>
            {
                using var request = Request(HttpMethod.Post, $"{api}/ingest/v1/{contract}");
                request.Headers.Add("Upload-Id", uploadId);
                request.Headers.Add("Upload-First-Row", chunk.FirstRow.ToString(System.Globalization.CultureInfo.InvariantCulture));
                request.Content = new ReadOnlyMemoryContent(chunk.Body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
                using var response = await _http.SendAsync(request, cancellationToken);
                return await TakeAnswerAsync(response, cancellationToken);
            },
            cancellationToken);

    /// <summary>Ends when everything sent is in the warehouse. Reports rows that still wait.</summary>
    public async Task WaitUntilLandedAsync(Action<long> onWaiting, CancellationToken cancellationToken)
    {
        for (var waiting = long.MaxValue; waiting > 0;)
        {
            await WithServerAsync(
                async api =>
                {
                    using var request = Request(HttpMethod.Get, $"{api}/api/v1/landing/progress");
                    using var response = await _http.SendAsync(request, cancellationToken);
                    if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                    {
                        throw new CommandException(
                            $"the server does not take this folder's token ({(int)response.StatusCode}): is it another installation that answers there? All {Counts.Accepted} rows are safe.", exitCode: 1);
                    }

                    response.EnsureSuccessStatusCode();
                    var progress = await response.Content.ReadFromJsonAsync<LandingProgressAnswer>(HostJson.Options, cancellationToken);
                    waiting = Waiting(progress!);
                    return true;
                },
                cancellationToken);
            onWaiting(waiting);
            if (waiting > 0)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private long Waiting(LandingProgressAnswer progress)
    {
        if (progress.Partitions.FirstOrDefault(p => p.State is "stopped") is { } stopped)
        {
            throw new CommandException($"landing stands still on {stopped.Topic}, partition {stopped.Partition}: {stopped.Reason}", exitCode: 1);
        }

        var landed = progress.Partitions.ToDictionary(p => $"{p.Topic}/{p.Partition}", p => p.NextOffset, StringComparer.Ordinal);
        return Counts.EndOffsets.Sum(sent => Math.Max(0, sent.Value - landed.GetValueOrDefault(sent.Key)));
    }

    private async Task<bool> TakeAnswerAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.InsufficientStorage)
        {
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? Pause, cancellationToken);
            return false;
        }

        if (!response.IsSuccessStatusCode)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new CommandException($"the gateway refused {contract} ({(int)response.StatusCode}): {body}");
        }

        var answer = (await response.Content.ReadFromJsonAsync<IngestAnswer>(HostJson.Options, cancellationToken))!;
        Counts.Accepted += answer.Accepted;
        Counts.Rejected += answer.Rejected;
        foreach (var rejection in answer.Rejections.Take(MaxExamples - Counts.Examples.Count))
        {
            Counts.Examples.Add($"row {rejection.Row}, {rejection.Field}: {rejection.Reason}{(rejection.Detail is null ? "" : $" ({rejection.Detail})")}");
        }

        foreach (var (topic, partitions) in answer.Offsets)
        {
            foreach (var (partition, end) in partitions)
            {
                var key = $"{topic}/{partition}";
                Counts.EndOffsets[key] = Math.Max(end, Counts.EndOffsets.GetValueOrDefault(key));
            }
        }

        return true;
    }

    // Retries while the server is away or busy. Being busy is an answer, so only silence counts against the limit.
    private async Task WithServerAsync(Func<string, Task<bool>> attempt, CancellationToken cancellationToken)
    {
        var silence = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (folder.TryReadEndpoints() is { } endpoints)
                {
                    if (await attempt(endpoints.Api))
                    {
                        return;
                    }

                    silence.Restart();
                    continue;
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
            {
                // Away for now: a restart brings it back, perhaps on another port.
            }

            if (silence.Elapsed >= Patience)
            {
                throw Gone();
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private CommandException Gone() => new(
        $"the server is gone. {Counts.Accepted} rows are safe. Start it (cityops up --data {folder.Path}) and run the same command again: nothing is doubled.",
        exitCode: 1);

    private HttpRequestMessage Request(HttpMethod method, string uri)
    {
        var request = new HttpRequestMessage(method, uri);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
        return request;
    }

    private sealed record IngestAnswer(long Accepted, long Rejected, IReadOnlyList<Rejection> Rejections, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Offsets);

    private sealed record Rejection(long Row, string Field, string Reason, string? Detail);

    private sealed record LandingProgressAnswer(IReadOnlyList<PartitionProgress> Partitions);

    private sealed record PartitionProgress(string Topic, int Partition, long NextOffset, string State, string? Reason);
}
