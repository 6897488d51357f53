using System.Net.Sockets;
using CityOps.EventLog;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Tests.Jt808;

/// <summary>What one terminal does must not harm another.</summary>
public sealed class HostileTerminalTests
{
    [Fact]
    public async Task Nothing_is_answered_while_the_log_is_away_and_all_is_once_it_is_back()
    {
        var gate = new GatedLog();
        await using var gateway = await new SomeGateway().StartAsync(trucks: 1, log: gate.Wrap);
        await using var terminal = await gateway.SignOnAsync();
        gate.IsAway = true;

        var answer = terminal.AskAsync(MessageIds.Position, SomeFrame.Position(), default);
        await gate.Refused.Task.WaitAsync(SomeGateway.Patience);
        Assert.False(answer.IsCompleted);
        gate.IsAway = false;
        Assert.Equal(ReplyResult.Done, await answer.WaitAsync(SomeGateway.Patience));
        Assert.Single(await gateway.PositionsAsync());
    }

    [Fact]
    public async Task Garbage_floods_and_stalls_leave_others_alone()
    {
        await using var gateway = await new SomeGateway().With("MaxFramesPerSecond", 1_000).StartAsync();
        await using var garbage = await gateway.ConnectAsync(2);
        await using var flood = await gateway.SignOnAsync(3);
        await using var terminal = await gateway.SignOnAsync(1);
        using var stop = new CancellationTokenSource();
        var random = new Random(7);
        var noise = new byte[64 * 1024];
        random.NextBytes(noise);
        var sending = Task.WhenAll(
            FloodAsync(() => garbage.SendRawAsync(noise, stop.Token)),
            FloodAsync(() => flood.SendAsync(MessageIds.Position, SomeFrame.Position(), stop.Token)),
            StallAsync(gateway, stop.Token));

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Position, SomeFrame.Position(31_000_000 + i), default).WaitAsync(SomeGateway.Patience));
        }

        await stop.CancelAsync();
        await sending;

        static async Task FloodAsync(Func<Task> send)
        {
            try
            {
                while (true)
                {
                    await send();
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                // The test is over, or the gateway had enough.
            }
        }
    }

    [Fact]
    public async Task A_terminal_that_takes_no_answers_is_sent_away()
    {
        await using var gateway = await new SomeGateway().With("MaxOutgoingKilobytes", 1).With("MaxFramesPerSecond", 1_000_000).With("BurstFrames", 1_000_000).StartAsync();
        using var stalled = await StalledAsync(gateway);
        using var patience = new CancellationTokenSource(SomeGateway.Patience);
        var gone = false;
        while (!gone)
        {
            patience.Token.ThrowIfCancellationRequested();
            gone = gateway.Gateway.Connections == 0;
            try
            {
                await stalled.GetStream().WriteAsync(HeartbeatsOf(200), patience.Token);
            }
            catch (IOException)
            {
                gone = true;
            }
        }
    }

    [Fact]
    public async Task The_silent_and_the_nameless_are_sent_away_in_time()
    {
        await using var gateway = await new SomeGateway().With("IdleTimeoutSeconds", 3).With("AuthenticateWithinSeconds", 1).StartAsync();
        await using var nameless = await gateway.ConnectAsync(2);
        await using var silent = await gateway.SignOnAsync();
        await nameless.Closed.WaitAsync(SomeGateway.Patience);
        Assert.False(silent.Closed.IsCompleted);
        await silent.Closed.WaitAsync(SomeGateway.Patience);
    }

    [Fact]
    public async Task One_connection_too_many_is_closed_and_the_others_stay()
    {
        await using var gateway = await new SomeGateway().With("MaxConnections", 2).StartAsync();
        await using var first = await gateway.SignOnAsync(1);
        await using var second = await gateway.SignOnAsync(2);
        await Assert.ThrowsAnyAsync<Exception>(() => gateway.SignOnAsync(3));
        Assert.Equal(ReplyResult.Done, await first.AskAsync(MessageIds.Heartbeat, [], default).WaitAsync(SomeGateway.Patience));
    }

    [Fact]
    public async Task Broken_frames_end_no_connection_and_a_wrong_length_is_told()
    {
        await using var gateway = await new SomeGateway().StartAsync();
        await using var terminal = await gateway.SignOnAsync();
        var frame = Convert.FromHexString(SomeFrame.Of(MessageIds.Heartbeat, []));
        frame[^2] ^= 1;
        await terminal.SendRawAsync(frame, default);
        await terminal.SendRawAsync(new byte[] { 0x7E, 0x7D, 0x03, 0x7E, 0x7E, 0x01, 0x7E, 0x00, 0x55 }, default);
        await terminal.SendRawAsync(Convert.FromHexString(SomeFrame.Of(MessageIds.Heartbeat, [], attributes: 1)), default);
        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Heartbeat, [], default).WaitAsync(SomeGateway.Patience));
    }

    private static async Task StallAsync(SomeGateway gateway, CancellationToken cancellationToken)
    {
        using var stalled = await StalledAsync(gateway);
        try
        {
            // A frame that never ends, one byte now and then.
            while (true)
            {
                await stalled.GetStream().WriteAsync(new byte[] { 0x7E, 1, 2, 3 }, cancellationToken);
                await Task.Delay(10, cancellationToken);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }

    private static async Task<TcpClient> StalledAsync(SomeGateway gateway)
    {
        var socket = new TcpClient { ReceiveBufferSize = 1_024 };
        await socket.ConnectAsync(gateway.Endpoint);
        return socket;
    }

    // Before authentication each is answered with a failure, which nobody reads.
    private static byte[] HeartbeatsOf(int count) => Convert.FromHexString(string.Concat(Enumerable.Repeat(SomeFrame.Of(MessageIds.Heartbeat, []), count)));

    private sealed class GatedLog
    {
        public volatile bool IsAway;

        public TaskCompletionSource Refused { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IEventLog Wrap(IEventLog inner) => new Gated(this, inner);

        private sealed class Gated(GatedLog gate, IEventLog inner) : IEventLog
        {
            public ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken)
            {
                if (!gate.IsAway)
                {
                    return inner.AppendAsync(topic, records, cancellationToken);
                }

                gate.Refused.TrySetResult();
                throw new EventLogException("Away for a test.");
            }

            public ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken) => inner.EnsureTopicAsync(topic, partitions, cancellationToken);

            public ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken) => inner.DescribeAsync(topic, cancellationToken);

            public ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken) => inner.OffsetsAsync(partition, cancellationToken);

            public ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken) => inner.TruncateAsync(partition, offset, cancellationToken);

            public ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) => inner.Subscribe(group, topics, listener, limits);

            public ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) => inner.ReadAll(topics, listener, limits);

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
