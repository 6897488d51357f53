namespace CityOps.EventLog.Embedded;

/// <summary>A member of a group in this process. It sleeps until an append or a rebalance wakes it.</summary>
internal sealed class EmbeddedConsumer : ILogConsumer
{
    private readonly ConsumerGroup _group;
    private readonly PartitionScanner _scanner;
    private readonly IAssignmentListener _listener;
    private readonly TimeProvider _time;
    private readonly Action<EmbeddedConsumer> _left;
    private readonly ReadPositions _positions = new();
    private TaskCompletionSource _wake = NewWake();
    private int _generation;
    private bool _disposed;

    public EmbeddedConsumer(
        ConsumerGroup group, IReadOnlyList<string> topics, PartitionScanner scanner, IAssignmentListener listener, TimeProvider time, Action<EmbeddedConsumer> left)
    {
        _group = group;
        Topics = topics;
        _scanner = scanner;
        _listener = listener;
        _time = time;
        _left = left;
        group.Join(this);
    }

    public IReadOnlyList<string> Topics { get; }

    public IReadOnlyCollection<TopicPartition> Assigned => _positions.Assigned;

    public async ValueTask<LogBatch?> ReadAsync(TimeSpan maxWait, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var started = _time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Taken before looking, so that what comes while we look is not slept through.
            var wake = Volatile.Read(ref _wake).Task;
            await RebalanceAsync(cancellationToken);
            if (NextBatch() is { } batch)
            {
                return batch;
            }

            var left = maxWait == Timeout.InfiniteTimeSpan ? maxWait : maxWait - _time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan)
            {
                return null;
            }

            try
            {
                await wake.WaitAsync(left, _time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    public void Seek(TopicPartition partition, long offset)
    {
        if (!_positions.Seek(partition, offset))
        {
            throw new InvalidOperationException($"{partition} is not assigned to this consumer, so it cannot be sought to offset {offset}.");
        }

        Wake();
    }

    public void Pause(TopicPartition partition) => _positions.SetPaused(partition, paused: true);

    public void Resume(TopicPartition partition)
    {
        _positions.SetPaused(partition, paused: false);
        Wake();
    }

    public ValueTask<long> LagAsync(TopicPartition partition, CancellationToken cancellationToken)
    {
        var position = _positions.Of(partition)
            ?? throw new InvalidOperationException($"{partition} is not assigned to this consumer.");
        return ValueTask.FromResult(Math.Max(0, _scanner.EndOf(partition) - position.Offset));
    }

    public void Wake() => Interlocked.Exchange(ref _wake, NewWake()).TrySetResult();

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            var assigned = Assigned.ToArray();
            if (assigned.Length > 0)
            {
                await _listener.RevokedAsync(assigned, CancellationToken.None);
            }
        }
        finally
        {
            _positions.Clear();
            _group.Leave(this);
            _left(this);
        }
    }

    private static TaskCompletionSource NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async ValueTask RebalanceAsync(CancellationToken cancellationToken)
    {
        var generation = _group.Generation;
        if (generation == _generation)
        {
            return;
        }

        var target = _group.TargetOf(this);
        var leaving = Assigned.Where(partition => !target.Contains(partition)).ToArray();
        if (leaving.Length > 0)
        {
            await _listener.RevokedAsync(leaving, cancellationToken);
            _positions.Remove(leaving);
            _group.Release(this, leaving);
        }

        var coming = _group.Acquire(this, target);
        if (coming.Count > 0)
        {
            await StartAsync(coming, cancellationToken);
        }

        _generation = generation;
    }

    private async ValueTask StartAsync(IReadOnlyList<TopicPartition> coming, CancellationToken cancellationToken)
    {
        try
        {
            var starts = await _listener.AssignedAsync(coming, cancellationToken);
            foreach (var partition in coming)
            {
                _positions.Add(partition, starts.TryGetValue(partition, out var start) ? start : _scanner.EarliestOf(partition));
            }
        }
        catch
        {
            // Without a start there is nothing to read: the next call asks again.
            _positions.Remove(coming);
            _group.Release(this, coming);
            throw;
        }
    }

    private LogBatch? NextBatch()
    {
        foreach (var (partition, position) in _positions.InTurn())
        {
            // A seek while we scanned makes the batch void; the loop comes round again since the seek woke us.
            if (_scanner.Read(partition, position.Offset) is { } batch && _positions.Advance(partition, position, batch.NextOffset))
            {
                return batch;
            }
        }

        return null;
    }
}
