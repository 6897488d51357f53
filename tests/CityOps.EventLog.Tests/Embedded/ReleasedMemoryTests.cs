using System.Runtime.InteropServices;
using CityOps.EventLog.Embedded;
using CityOps.EventLog.Tests.Contract;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>Memory of messages that a reader gives back, and of those that it keeps.</summary>
public sealed class ReleasedMemoryTests
{
    private const string Topic = "cityops.some.v1";
    private const int Bytes = 300_000;

    [Fact]
    public async Task The_next_message_is_read_into_what_was_given_back()
    {
        using var folder = new TestFolder();
        await using var log = folder.Open();
        await using var consumer = await ReadAsync(log, messages: 2);

        var first = await NextAsync(consumer);
        var memory = ArrayOf(first);
        first.Release();
        var second = await NextAsync(consumer);

        Assert.Same(memory, ArrayOf(second));
        Assert.True(second.Records[0].Value.Span.SequenceEqual(Message(1)));
    }

    [Fact]
    public async Task What_was_not_given_back_stays_as_it_was_read()
    {
        using var folder = new TestFolder();
        await using var log = folder.Open();
        await using var consumer = await ReadAsync(log, messages: 3);

        var kept = await NextAsync(consumer);
        (await NextAsync(consumer)).Release();
        _ = await NextAsync(consumer);

        Assert.True(kept.Records[0].Value.Span.SequenceEqual(Message(0)));
    }

    private static async Task<ILogConsumer> ReadAsync(EmbeddedEventLog log, int messages)
    {
        await log.EnsureTopicAsync(Topic, 1, CancellationToken.None);
        for (var number = 0; number < messages; number++)
        {
            await log.AppendAsync(Topic, [new LogAppend(0, default, Message(number), [])], CancellationToken.None);
        }

        // One message a batch.
        return log.ReadAll([Topic], new RecordingListener(), new ConsumerLimits(MaxBytes: 1));
    }

    private static async Task<LogBatch> NextAsync(ILogConsumer consumer) =>
        (await consumer.ReadAsync(TimeSpan.FromSeconds(30), CancellationToken.None))!;

    private static byte[] Message(int number)
    {
        var bytes = new byte[Bytes];
        Array.Fill(bytes, (byte)(number + 1));
        return bytes;
    }

    private static byte[] ArrayOf(LogBatch batch) =>
        MemoryMarshal.TryGetArray(batch.Records[0].Value, out var segment) ? segment.Array! : throw new InvalidOperationException("The value is no array.");
}
