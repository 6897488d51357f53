using System.Buffers;
using System.IO.Pipelines;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>
/// What goes out to one terminal. Sending never waits: what the terminal does not take off gathers up to a limit, and then the connection is
/// ended, so that a stalled terminal holds up nobody.
/// </summary>
internal sealed class FrameOutlet(PipeWriter output, int maxBytes, Action stalled)
{
    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte>? _waiting;
    private bool _flushing;
    private bool _closed;

    /// <summary>Writes whole frames; nothing once the connection is closed.</summary>
    /// <param name="write">Writes them, and is not kept.</param>
    public void Send<TState>(TState state, Action<IBufferWriter<byte>, TState> write)
    {
        bool isStalled;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            isStalled = _flushing;
            if (_flushing)
            {
                _waiting ??= new ArrayBufferWriter<byte>(256);
                write(_waiting, state);
                if (_waiting.WrittenCount <= maxBytes)
                {
                    return;
                }

                _closed = true;
            }
            else
            {
                write(output, state);
                _flushing = true;
            }
        }

        if (isStalled)
        {
            stalled();
        }
        else
        {
            _ = FlushAsync();
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    private async Task FlushAsync()
    {
        try
        {
            while (true)
            {
                var flushed = await output.FlushAsync();
                lock (_lock)
                {
                    _closed |= flushed.IsCompleted || flushed.IsCanceled;
                    if (_closed || _waiting is null || _waiting.WrittenCount == 0)
                    {
                        _flushing = false;
                        _waiting = null;
                        return;
                    }

                    output.Write(_waiting.WrittenSpan);
                    _waiting.ResetWrittenCount();
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
        {
            Close();
        }
    }
}
