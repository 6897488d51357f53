using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CityOps.Pipelines.Landing;

/// <summary>
/// Repeats a step until it succeeds or is cancelled: nothing on the path to the warehouse may be given up, so there is no last attempt.
/// Pauses grow and are jittered, so that partitions do not come back all at once.
/// </summary>
public sealed class LandingRetry(LandingOptions options, TimeProvider time, ILogger<LandingRetry> logger)
{
    private readonly RetryDelays _delays = new(options.MinRetryDelayMs, options.MaxRetryDelayMs, new Random());

    /// <param name="step">What is tried; it is told the attempt, from 0.</param>
    /// <param name="failed">Told of each failure.</param>
    /// <param name="givesUp">Failures that no repetition will mend: they are thrown.</param>
    public async ValueTask<T> RunAsync<T>(
        string what, Func<int, CancellationToken, ValueTask<T>> step, Action<Exception> failed, CancellationToken cancellationToken, Func<Exception, bool>? givesUp = null)
    {
        var attempt = 0;
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(
                    error => (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested) && givesUp?.Invoke(error) is not true),
                MaxRetryAttempts = int.MaxValue,
                DelayGenerator = retry => ValueTask.FromResult<TimeSpan?>(_delays.Of(retry.AttemptNumber)),
                OnRetry = retry =>
                {
                    failed(retry.Outcome.Exception!);
                    logger.LogWarning(
                        retry.Outcome.Exception, "{What} failed (attempt {Attempt}); next in {DelayMs} ms", what, retry.AttemptNumber + 1, (long)retry.RetryDelay.TotalMilliseconds);
                    return default;
                },
            })
            .Build();
        return await pipeline.ExecuteAsync(token => step(attempt++, token), cancellationToken);
    }
}
