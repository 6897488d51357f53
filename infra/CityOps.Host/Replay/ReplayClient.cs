using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CityOps.Host.Commands;
using CityOps.Host.Composition;

namespace CityOps.Host.Replay;

/// <summary>
/// Sends chunks to the ingest gateway, and asks how far they have landed. A chunk whose answer was lost goes again: effects rest on keys, so nothing is doubled.
/// </summary>
internal sealed class ReplayClient(HttpClient http, ReplayServer server, string contract, string contentType, string uploadId, Func<string> token)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public ReplayCounts Counts { get; } = new();

    /// <exception cref="CommandException">The gateway refuses the chunk whole, or the server is gone for good.</exception>
    public Task SendAsync(Chunk chunk, CancellationToken cancellationToken) =>
        server.WithAsync(
            async api =>
            {
                using var request = Request(HttpMethod.Post, $"{api}/ingest/v1/{contract}");
                request.Headers.Add("Upload-Id", uploadId);
                request.Headers.Add("Upload-First-Row", chunk.FirstRow.ToString(CultureInfo.InvariantCulture));
                request.Content = new ReadOnlyMemoryContent(chunk.Body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
                using var response = await http.SendAsync(request, cancellationToken);
                if (GatewayProblem.WaitFor(response) is { } wait)
                {
                    return wait;
                }

                await GatewayProblem.RequireTakenAsync(response, contract, Counts, cancellationToken);
                Add((await response.Content.ReadFromJsonAsync<IngestAnswer>(HostJson.Options, cancellationToken))!);
                return null;
            },
            Counts,
            cancellationToken);

    /// <summary>Ends when everything sent is in the warehouse. Reports messages that still wait, and why where landing says so.</summary>
    /// <exception cref="CommandException">Landing stands still on a partition that rows were sent to.</exception>
    public async Task WaitUntilLandedAsync(ReplayProgress progress, CancellationToken cancellationToken)
    {
        for (var waiting = long.MaxValue; waiting > 0;)
        {
            IReadOnlyList<PartitionProgress> partitions = [];
            await server.WithAsync(
                async api =>
                {
                    using var request = Request(HttpMethod.Get, $"{api}/api/v1/landing/progress");
                    using var response = await http.SendAsync(request, cancellationToken);
                    GatewayProblem.RequireRights(response, Counts);
                    response.EnsureSuccessStatusCode();
                    partitions = (await response.Content.ReadFromJsonAsync<LandingProgressAnswer>(HostJson.Options, cancellationToken))!.Partitions;
                    return null;
                },
                Counts,
                cancellationToken);
            waiting = LandingWait.MessagesIn(partitions, Counts.EndOffsets);
            progress.Holds(LandingWait.WhyIn(partitions, Counts.EndOffsets));
            progress.Waiting(waiting);
            if (waiting > 0)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private void Add(IngestAnswer answer)
    {
        Counts.Accepted += answer.Accepted;
        Counts.Rejected += answer.Rejected;
        foreach (var rejection in answer.Rejections)
        {
            Counts.Refused(rejection.Row, rejection.Field, rejection.Detail is null ? rejection.Reason : $"{rejection.Reason} ({rejection.Detail})");
        }

        foreach (var (topic, partitions) in answer.Offsets)
        {
            foreach (var (partition, end) in partitions)
            {
                var key = $"{topic}/{partition}";
                Counts.EndOffsets[key] = Math.Max(end, Counts.EndOffsets.GetValueOrDefault(key));
            }
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string uri)
    {
        var request = new HttpRequestMessage(method, uri);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
        return request;
    }

    private sealed record IngestAnswer(long Accepted, long Rejected, IReadOnlyList<Rejection> Rejections, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Offsets);

    private sealed record Rejection(long Row, string Field, string Reason, string? Detail);

    private sealed record LandingProgressAnswer(IReadOnlyList<PartitionProgress> Partitions);
}
