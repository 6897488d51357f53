using CityOps.Host.Composition;
using CityOps.Host.Replay;

namespace CityOps.Host.Bench.Crash;

/// <summary>
/// One sender: its uploads go one after another, each again until it is acknowledged, as <c>replay</c> sends the pieces of a file. What it
/// sent is numbered, so that an undisturbed run can send the same.
/// </summary>
/// <param name="pause">Between two uploads.</param>
/// <param name="pace">What else an upload waits for, if anything.</param>
internal sealed class CrashLane(string name, DataFolder folder, IAsyncEnumerable<CrashUpload> uploads, TimeSpan pause, CrashPace? pace = null) : IDisposable
{
    // The whole run is one outage after another.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ReplayServer _server = new(folder, _ => { }) { Patience = Patience };
    private readonly LocalTokens _tokens = LocalTokens.Of(folder);
    private readonly Dictionary<string, (ReplayClient Client, long NextRow)> _files = new(StringComparer.Ordinal);

    /// <summary>How many uploads were acknowledged.</summary>
    public int Sent { get; private set; }

    public long Rows { get; private set; }

    /// <summary>The end offset behind what was acknowledged, by <c>topic/partition</c>.</summary>
    public IEnumerable<KeyValuePair<string, long>> Ends => _files.Values.SelectMany(file => file.Client.Counts.EndOffsets);

    /// <summary>Sends until told to stop, or until <paramref name="most"/> uploads are acknowledged. An upload that was begun is finished.</summary>
    public async Task SendAsync(int most, CancellationToken stop, CancellationToken cancellationToken)
    {
        // Made only when it is certain to be sent: what is made counts as sent.
        await using var next = uploads.GetAsyncEnumerator(cancellationToken);
        while (Sent < most && !stop.IsCancellationRequested && await next.MoveNextAsync())
        {
            var upload = next.Current;
            var (client, row) = FileOf(upload);
            await client.SendAsync(new Chunk(upload.Body, row), cancellationToken);
            _files[upload.Contract] = (client, row + upload.Rows);
            Sent++;
            Rows += upload.Rows;
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, cancellationToken);
            }

            if (pace is not null)
            {
                await pace.WaitAsync(Ends, stop, cancellationToken);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private (ReplayClient Client, long NextRow) FileOf(CrashUpload upload) => _files.TryGetValue(upload.Contract, out var file)
        ? file
        : (new ReplayClient(_http, _server, upload.Contract, upload.ContentType, $"crash-{name}", () => _tokens.Issue("ingest")), 1);
}
