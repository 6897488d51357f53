using System.Collections.Concurrent;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Commands of one connection that the terminal has not answered, by serial.</summary>
internal sealed class PendingCommands
{
    private readonly ConcurrentDictionary<ushort, TaskCompletionSource<CommandOutcome>> _pending = new();

    /// <summary>Waits for the answer to a serial; begin before the command goes out.</summary>
    public async Task<CommandOutcome> WaitAsync(ushort serial, Action send, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<CommandOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[serial] = answer;
        try
        {
            send();
            return await answer.Task.WaitAsync(longest, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return CommandOutcome.Unanswered;
        }
        finally
        {
            _pending.TryRemove(serial, out _);
        }
    }

    public void Answer(ushort serial, byte result)
    {
        if (_pending.TryGetValue(serial, out var pending))
        {
            pending.TrySetResult(result switch { 0 => CommandOutcome.Done, 1 => CommandOutcome.Failed, _ => CommandOutcome.Unsupported });
        }
    }
}
