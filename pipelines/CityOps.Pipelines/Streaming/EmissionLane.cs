using Apache.Arrow;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// The rows of steps on their way into the warehouse. While an insert is under way, what later steps emit is gathered for the next one, so that no step waits for the warehouse; a commit does, through
/// <see cref="InSoFarAsync"/>. What is lost with the process is emitted again, since its range was not committed.
/// </summary>
/// <param name="insert">Puts the batches of one table in; tried again until it succeeds.</param>
internal sealed class EmissionLane(Func<string, List<RecordBatch>, ValueTask> insert)
{
    private readonly Lock _lock = new();
    private List<(EmissionBuffer Emitted, Action Done)> _waiting = [];
    private Task _underway = Task.CompletedTask;
    private bool _isDraining;
    private long _waitingRows;

    /// <summary>Nothing is under way.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return !_isDraining;
            }
        }
    }

    /// <summary>Rows that are not in yet.</summary>
    public long WaitingRows => Interlocked.Read(ref _waitingRows);

    /// <param name="emitted">Is disposed here.</param>
    /// <param name="done">Called once its rows, and those of all steps before it, are in.</param>
    public async ValueTask AddAsync(EmissionBuffer emitted, Action done)
    {
        Task failed;
        lock (_lock)
        {
            failed = _underway;
            if (!_underway.IsFaulted && !_underway.IsCanceled)
            {
                if (!_isDraining && emitted.Rows.Count == 0)
                {
                    emitted.Dispose();
                    done();
                    return;
                }

                _waiting.Add((emitted, done));
                Interlocked.Add(ref _waitingRows, emitted.RowCount);
                if (!_isDraining)
                {
                    _isDraining = true;
                    _underway = Task.Run(DrainAsync);
                }

                return;
            }
        }

        emitted.Dispose();
        await failed;
    }

    /// <summary>Ends once everything added so far is in; fails where that cannot be.</summary>
    public async Task InSoFarAsync()
    {
        var isIn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await AddAsync(new EmissionBuffer(), isIn.SetResult);

        // The lane may end early; it never ends well before this is in.
        await Task.WhenAny(isIn.Task, FlushAsync()).Unwrap();
    }

    /// <summary>Ends once nothing is under way.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            return _underway;
        }
    }

    private async Task DrainAsync()
    {
        try
        {
            while (Take() is { Count: > 0 } steps)
            {
                await InsertAsync(steps);
                steps.ForEach(step => step.Done());
            }
        }
        catch
        {
            lock (_lock)
            {
                _isDraining = false;
            }

            throw;
        }
    }

    private List<(EmissionBuffer Emitted, Action Done)> Take()
    {
        lock (_lock)
        {
            var taken = _waiting;
            _waiting = [];
            _isDraining = taken.Count > 0;
            return taken;
        }
    }

    private async Task InsertAsync(List<(EmissionBuffer Emitted, Action Done)> steps)
    {
        try
        {
            foreach (var table in steps.SelectMany(step => step.Emitted.Rows.Keys).Distinct(StringComparer.Ordinal).ToList())
            {
                await insert(table, [.. steps.SelectMany(step => step.Emitted.Rows.TryGetValue(table, out var rows) ? rows : [])]);
            }
        }
        finally
        {
            Interlocked.Add(ref _waitingRows, -steps.Sum(step => step.Emitted.RowCount));
            steps.ForEach(step => step.Emitted.Dispose());
        }
    }
}
