namespace CityOps.Warehouse.Embedded.Http;

/// <summary>Bounds how many statements run, and how many wait for their turn.</summary>
internal sealed class StatementGate(int maxRunning, int maxWaiting) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(maxRunning);
    private int _waiting;

    /// <summary>Waits for a turn; dispose the answer to give it back.</summary>
    /// <exception cref="EngineException">202: too many wait already.</exception>
    internal async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > maxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new EngineException(202, "TOO_MANY_SIMULTANEOUS_QUERIES", $"Too many simultaneous queries: {maxRunning} run and {maxWaiting} wait");
        }

        try
        {
            await _slots.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return new Turn(_slots);
    }

    public void Dispose() => _slots.Dispose();

    private sealed class Turn(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
