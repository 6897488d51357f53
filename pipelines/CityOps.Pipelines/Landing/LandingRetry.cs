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
        var said = new SaidFailure(what, time, logger);
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
                    said.Failed(retry.Outcome.Exception!, retry.AttemptNumber + 1, retry.RetryDelay);
                    return default;
                },
            })
            .Build();
        var result = await pipeline.ExecuteAsync(token => step(attempt++, token), cancellationToken);
        said.Succeeded();
        return result;
    }

    /// <summary>Says in the process's log when a step begins to fail, when it fails otherwise, and when it succeeds: not each attempt of an outage of hours.</summary>
    private sealed class SaidFailure(string what, TimeProvider time, ILogger logger)
    {
        private string? _reason;
        private long _since;
        private int _attempts;

        public void Failed(Exception error, int attempt, TimeSpan delay)
        {
            var isNews = !string.Equals(_reason, error.Message, StringComparison.Ordinal);
            _since = _attempts == 0 ? time.GetTimestamp() : _since;
            (_reason, _attempts) = (error.Message, attempt);
            logger.Log(isNews ? LogLevel.Warning : LogLevel.Debug, error, "{What} failed (attempt {Attempt}); next in {DelayMs} ms", what, attempt, (long)delay.TotalMilliseconds);
        }

        public void Succeeded()
        {
            if (_attempts > 0)
            {
                logger.LogWarning("{What} succeeded after {Attempts} failed attempts, in {Seconds} s", what, _attempts, (long)time.GetElapsedTime(_since).TotalSeconds);
            }
        }
    }
}
