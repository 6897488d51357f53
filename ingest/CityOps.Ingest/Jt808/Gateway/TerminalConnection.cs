using System.Buffers;
using System.IO.Pipelines;
using CityOps.Ingest.Jt808.Protocol;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Reads one connection's bytes to its end: frames to messages, at the pace the connection is allowed, and no faster than what it sends becomes durable.</summary>
internal sealed class TerminalConnection(MessageHandler handler, Jt808Metrics metrics, TimeProvider time, IOptions<Jt808Options> options)
{
    // A frame has at most 21 bytes of header, 1,023 of body and a check byte, each of which may be escaped.
    private const int MaxFrameBytes = 2 * (21 + FrameWriter.MaxBody + 1);
    private const int GarbageFrameBytes = 256;

    public async Task ReadAsync(PipeReader input, TerminalSession session, CancellationToken cancellationToken)
    {
        var receiver = new FrameReceiver(session, metrics, time);
        var budget = new FrameBudget(options.Value.MaxFramesPerSecond, options.Value.BurstFrames, time);
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            var (end, frames) = await TakeAsync(read.Buffer, receiver, session, cancellationToken);
            var taken = read.Buffer.Slice(0, end).Length;
            input.AdvanceTo(end, read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }

            // Bytes that are no frames cost as well: whoever sends garbage is slowed down like whoever floods.
            var pause = budget.Take(Math.Max(frames, (int)(taken / GarbageFrameBytes)));
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private async ValueTask<(SequencePosition End, int Frames)> TakeAsync(
        ReadOnlySequence<byte> bytes, FrameReceiver receiver, TerminalSession session, CancellationToken cancellationToken)
    {
        var frames = 0;
        while (FrameScanner.TryRead(ref bytes, out var escaped))
        {
            frames++;
            if (escaped.Length > MaxFrameBytes)
            {
                metrics.Bad("too_long");
            }
            else if (receiver.Receive(escaped) is { } message)
            {
                await handler.HandleAsync(session, message, cancellationToken);
            }
        }

        // No frame is this long: a delimiter is missing, or there never was one.
        if (bytes.Length > MaxFrameBytes)
        {
            metrics.Bad("garbage");
            return (bytes.End, frames);
        }

        return (bytes.Start, frames);
    }
}
