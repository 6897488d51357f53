using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Fleet;

/// <summary>A message from the platform.</summary>
public sealed record PlatformMessage(FrameHeader Header, byte[] Body);

/// <summary>The terminal's side of the protocol over a real socket: registers, authenticates, sends, and matches answers to what it sent.</summary>
public sealed class TerminalClient : IAsyncDisposable
{
    private readonly TcpClient _socket;
    private readonly NetworkStream _stream;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<ushort, Asked> _pending = new();
    private readonly TaskCompletionSource<byte[]> _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private ushort _serial;

    private TerminalClient(TcpClient socket, string phone, bool is2019, TimeProvider time)
    {
        _socket = socket;
        _stream = socket.GetStream();
        _time = time;
        (Phone, Is2019) = (PhoneDigits.Pad(phone, is2019), is2019);
        _reading = ReadAsync();
    }

    public string Phone { get; }

    public bool Is2019 { get; }

    /// <summary>Called with how long each answer took that nobody waits for, and what it said; must not wait.</summary>
    public Action<TimeSpan, ReplyResult>? Answered { get; set; }

    /// <summary>Called with what the platform sends by itself; must not wait.</summary>
    public Func<PlatformMessage, ReplyResult?>? Commanded { get; set; }

    /// <summary>What was sent and not answered so far.</summary>
    public int Unanswered => _pending.Count;

    /// <summary>Ends when the connection does.</summary>
    public Task Closed => _reading;

    public static async Task<TerminalClient> ConnectAsync(string host, int port, string phone, bool is2019, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new TcpClient { NoDelay = true, ReceiveBufferSize = 8_192, SendBufferSize = 16_384 };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new TerminalClient(socket, phone, is2019, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Registers (0x0100) and authenticates (0x0102) with the code that comes back.</summary>
    /// <returns>False where the platform refuses.</returns>
    public async Task<bool> SignOnAsync(string plate, CancellationToken cancellationToken)
    {
        await SendAsync(MessageIds.Register, TerminalBodies.Register(plate, Is2019), cancellationToken);
        var answer = await _registered.Task.WaitAsync(cancellationToken);
        return answer.Length > 3 && answer[2] == 0
            && await AskAsync(MessageIds.Authenticate, TerminalBodies.Authenticate(Encoding.ASCII.GetString(answer.AsSpan(3)), Is2019), cancellationToken) is ReplyResult.Done;
    }

    /// <summary>Sends a message and waits for its general reply.</summary>
    public async Task<ReplyResult> AskAsync(ushort messageId, byte[] body, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<ReplyResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(messageId, body, answer, cancellationToken);
        await using var closed = _closing.Token.Register(() => answer.TrySetException(new IOException("The platform ended the connection.")));
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Sends a message of any length; its answer goes to <see cref="Answered"/>.</summary>
    public Task SendAsync(ushort messageId, byte[] body, CancellationToken cancellationToken) => SendAsync(messageId, body, answer: null, cancellationToken);

    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _socket.Dispose();
        await _reading;
        _writing.Dispose();
        _closing.Dispose();
    }

    private async Task SendAsync(ushort messageId, byte[] body, TaskCompletionSource<ReplyResult>? answer, CancellationToken cancellationToken)
    {
        var frames = new ArrayBufferWriter<byte>(body.Length + 64);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var header = new FrameHeader(messageId, Phone, _serial, Is2019, 0, 0);
            var used = FrameWriter.WriteMessage(frames, header, body);
            _serial = (ushort)(_serial + used);
            if (messageId is not (MessageIds.TerminalReply or MessageIds.Register))
            {
                // Of a message in packages each is answered; the last one says how it went.
                _pending[(ushort)(header.Serial + used - 1)] = new Asked(_time.GetTimestamp(), answer);
            }

            await _stream.WriteAsync(frames.WrittenMemory, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        var input = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 1_024, leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(_closing.Token);
                var bytes = read.Buffer;
                while (FrameScanner.TryRead(ref bytes, out var escaped))
                {
                    await TakeAsync(escaped.ToArray());
                }

                input.AdvanceTo(bytes.Start, bytes.End);
                if (read.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The platform ended the connection, or this side did.
        }

        await _closing.CancelAsync();
        _registered.TrySetException(new IOException("The platform ended the connection."));
    }

    private async Task TakeAsync(byte[] escaped)
    {
        if (!FrameEscape.TryDecode(escaped, escaped, out var length) || Frame.Read(escaped.AsSpan(0, length), out var frame) is not FrameError.None)
        {
            return;
        }

        var message = new PlatformMessage(frame.Header, frame.Body.ToArray());
        switch (message.Header.MessageId)
        {
            case MessageIds.RegisterReply:
                _registered.TrySetResult(message.Body);
                break;
            case MessageIds.PlatformReply when message.Body.Length >= 5:
                TakeAnswer(BinaryPrimitives.ReadUInt16BigEndian(message.Body), (ReplyResult)message.Body[4]);
                break;
            default:
                if (Commanded?.Invoke(message) is { } result)
                {
                    await SendAsync(MessageIds.TerminalReply, PlatformBodies.GeneralReply(message.Header.Serial, message.Header.MessageId, result), _closing.Token);
                }

                break;
        }
    }

    private void TakeAnswer(ushort serial, ReplyResult result)
    {
        if (_pending.TryRemove(serial, out var asked))
        {
            if (asked.Answer is { } waiting)
            {
                waiting.TrySetResult(result);
            }
            else
            {
                Answered?.Invoke(_time.GetElapsedTime(asked.SentAt), result);
            }
        }
    }

    private readonly record struct Asked(long SentAt, TaskCompletionSource<ReplyResult>? Answer);
}
