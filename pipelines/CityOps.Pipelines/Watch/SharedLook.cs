namespace CityOps.Pipelines.Watch;

/// <summary>
/// Runs a look that may take long for many who ask: one at a time, and at most one more waits behind it, which all share who asked meanwhile. So whoever waits for the
/// end of theirs sees what was true after they asked, and many who ask while the log is away cost it no more than one.
/// </summary>
internal sealed class SharedLook(Func<Task> look)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <summary>Ends with a look that began after the call.</summary>
    public Task AskAsync()
    {
        lock (_lock)
        {
            if (_running.IsCompleted)
            {
                return _running = Task.Run(look);
            }

            return _next ??= AfterAsync(_running);
        }
    }

    private async Task AfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task mine;
        lock (_lock)
        {
            (_running, _next) = (mine = Task.Run(look), null);
        }

        await mine;
    }
}
