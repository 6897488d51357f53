using System.Net;
using System.Text;
using CityOps.EventLog;
using CityOps.Ingest.Tests.Appending;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingest.Tests.Http;

public sealed class BackPressureTests : IAsyncDisposable
{
    private readonly SomeIngest _ingest = new();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Theory]
    [InlineData("Ingest:MaxConcurrentUploads")]
    [InlineData("Ingest:MaxInFlightMegabytes")]
    public async Task A_full_gate_answers_429_with_Retry_After_and_takes_the_next_once_there_is_room(string limit)
    {
        await _ingest.With(limit, 1).With("Ingest:RetryAfterSeconds", 7).StartAsync();
        using var client = _ingest.Client();
        using var held = new HeldContent("meter_id,utility,read_at,register\n", SomeRows.Readings(1).Split('\n')[1]);
        var first = client.SendAsync("meter-readings", held, "text/csv");
        await held.Sending;
        await WaitForItsPlaceAsync(first);

        var (refused, _) = await client.SendAsync("meter-readings", SomeRows.Readings(5));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter!.Delta);

        held.Release();
        Assert.Equal(HttpStatusCode.OK, (await first).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync("meter-readings", SomeRows.Readings(5))).Response.StatusCode);
    }

    [Fact]
    public Task A_failing_log_answers_503_with_Retry_After_and_what_was_kept() => FailsAsync(new EventLogException("No broker answers."), HttpStatusCode.ServiceUnavailable);

    [Fact]
    public Task A_full_disk_answers_507_with_Retry_After_and_what_was_kept() => FailsAsync(new LogFullException("The disk is full."), HttpStatusCode.InsufficientStorage);

    private async Task FailsAsync(EventLogException failure, HttpStatusCode expected)
    {
        await _ingest.With("Ingest:BatchRows", 100).StartAsync(services => services.Decorate(log => new FailingLog(log, appends: 3, failure)));
        using var client = _ingest.Client();

        var (response, problem) = await client.SendAsync("meter-readings", SomeRows.Readings(1_000));

        Assert.Equal(expected, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(300, problem.GetProperty("accepted").GetInt64());
        Assert.Equal(300, (await _ingest.RowsAsync("meter-readings")).Sum(rows => rows.Rows.Length));
    }

    [Fact]
    public async Task A_sender_that_goes_away_leaves_the_gate_free_and_what_it_sent_durable()
    {
        await _ingest.With("Ingest:MaxConcurrentUploads", 1).With("Ingest:BatchRows", 10).StartAsync();
        using var client = _ingest.Client();
        using var held = new HeldContent(SomeRows.Readings(2_000), "");
        using var gone = new CancellationTokenSource();
        held.Headers.ContentType = new("text/csv");
        var upload = client.PostAsync("/ingest/v1/meter-readings", held, gone.Token);
        await held.Sending;

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);

        HttpStatusCode status;
        do
        {
            (var response, _) = await client.SendAsync("meter-readings", SomeRows.Readings(1));
            status = response.StatusCode;
        }
        while (status == HttpStatusCode.TooManyRequests);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("[Error]", _ingest.Logged.All, StringComparison.Ordinal);
    }

    private async Task WaitForItsPlaceAsync(Task upload)
    {
        var gate = _ingest.Services.GetRequiredService<Ingest.Http.UploadGate>();
        while (gate.Uploads == 0 && !upload.IsCompleted)
        {
            await Task.Yield();
        }
    }

    /// <summary>A body whose second part waits for <see cref="Release"/>.</summary>
    private sealed class HeldContent(string first, string second) : HttpContent
    {
        private readonly TaskCompletionSource _sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Sending => _sending.Task;

        public void Release() => _released.SetResult();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(first), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            _sending.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(second), cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
