using CityOps.EventLog;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Partitions;

/// <summary>A worker at work: its queue, and the two ways to end it.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource _abort = new();
    private readonly IPartitionWorker _worker;
    private readonly Task _work;

    public RunningWorker(IPartitionWorker worker, PartitionQueue queue, ILogger logger)
    {
        Queue = queue;
        _worker = worker;
        _work = RunAsync(worker, queue, logger, _abort.Token);
    }

    public PartitionQueue Queue { get; }

    /// <summary>Whether reading of the partition is paused for want of room; the reader's own note.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Whether the log gives no more of the partition, so that room is no reason to resume it.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>The log cannot be read on from here: the worker ends what it was given and waits for nothing more.</summary>
    public void Stop(PartitionReadException error)
    {
        IsStopped = true;
        _worker.Failed(error);
    }

    /// <summary>Ends the work after what has begun, or, when that takes longer than <paramref name="grace"/>, in the middle of it.</summary>
    public async ValueTask FinishAsync(TimeSpan grace, TimeProvider time)
    {
        Queue.Complete();
        try
        {
            await _work.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            await AbortAsync();
        }
    }

    /// <summary>Ends the work at once: the partition is somebody else's already.</summary>
    public async ValueTask AbortAsync()
    {
        await _abort.CancelAsync();
        Queue.Complete();
        await _work;
    }

    public async ValueTask DisposeAsync()
    {
        await AbortAsync();
        _worker.Left();
        _abort.Dispose();
    }

    private static async Task RunAsync(IPartitionWorker worker, PartitionQueue queue, ILogger logger, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await worker.RunAsync(queue, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.LogInformation("Work on {Partition} was aborted", queue.Partition);
        }
        catch (Exception error)
        {
            logger.LogCritical(error, "Work on {Partition} ended by an error that no retry covers; the partition stands still until a restart", queue.Partition);
            worker.Failed(error);
        }
        finally
        {
            // However the worker ended, the room of its messages goes back to the other partitions.
            queue.Complete();
            queue.Drain();
        }
    }
}
