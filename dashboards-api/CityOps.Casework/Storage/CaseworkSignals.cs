using System.Threading.Channels;

namespace CityOps.Casework.Storage;

/// <summary>Wakes those who follow the database, the moment something was committed by this process. A missed signal costs one polling interval.</summary>
internal sealed class CaseworkSignals
{
    public CaseworkSignal Outbox { get; } = new();

    public CaseworkSignal Feed { get; } = new();

    public void Committed()
    {
        Outbox.Set();
        Feed.Set();
    }
}

/// <summary>Remembers at most one signal, for one waiter.</summary>
internal sealed class CaseworkSignal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _set.Writer.TryWrite(true);

    /// <summary>Returns at the next signal, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _set.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody signalled: time to look anyway.
        }
    }
}
