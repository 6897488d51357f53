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
    /// <param name="step">What is tried; it is told the attempt, from 0.</param>
    /// <param name="failed">Told of each failure.</param>
    public async ValueTask<T> RunAsync<T>(string what, Func<int, CancellationToken, ValueTask<T>> step, Action<Exception> failed, CancellationToken cancellationToken)
    {
        var attempt = 0;
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(error => error is not OperationCanceledException || !cancellationToken.IsCancellationRequested),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(options.MinRetryDelayMs),
                MaxDelay = TimeSpan.FromMilliseconds(options.MaxRetryDelayMs),
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
