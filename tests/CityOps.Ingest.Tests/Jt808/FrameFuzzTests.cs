using System.Diagnostics;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Tests.Jt808;

public sealed class FrameFuzzTests
{
    [Fact]
    public void Mutated_frames_do_no_more_than_be_refused()
    {
        var fuzz = new FrameFuzz(seed: 1, withShared: false);
        fuzz.Run(200_000);
        Assert.InRange(fuzz.Messages, 20_000, 199_999);
        Assert.True(fuzz.Positions > 1_000);
    }

    // Takes a minute or two: --filter-method '*Ten_million*' --explicit on
    [Fact(Explicit = true)]
    public void Ten_million_mutated_frames_leave_neither_crash_nor_hang_nor_leak()
    {
        var fuzz = new FrameFuzz(seed: 20260301, withShared: true);
        fuzz.Run(100_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        fuzz.Run(10_000_000);
        var took = clock.Elapsed;
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.SendDiagnosticMessage($"10,000,000 frames in {took.TotalSeconds:0.0} s: {fuzz.Messages} messages, {fuzz.Positions} positions, {grown} bytes more");
        Assert.InRange(grown, long.MinValue, 4L * 1024 * 1024);
    }

    [Fact]
    public async Task Mutated_frames_over_a_socket_harm_nobody_else()
    {
        await using var gateway = await new SomeGateway().With("MaxFramesPerSecond", 1_000_000).With("BurstFrames", 1_000_000).StartAsync();
        await using var broken = await gateway.SignOnAsync(2);
        await using var terminal = await gateway.SignOnAsync(1);
        var random = new Random(5);
        var frame = Convert.FromHexString(SomeFrame.Of(MessageIds.Position, SomeFrame.Position()));
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = (byte[])frame.Clone();
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await broken.SendRawAsync(bytes, default);
            if (round % 1_000 == 0)
            {
                Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Position, SomeFrame.Position(31_000_000 + round), default).WaitAsync(SomeGateway.Patience));
            }
        }

        Assert.Equal(ReplyResult.Done, await broken.AskAsync(MessageIds.Heartbeat, [], default).WaitAsync(SomeGateway.Patience));
    }
}
