using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Tests.Landing;

public sealed class LandingRetryTests
{
    [Fact]
    public async Task A_step_that_is_repeated_warns_when_it_begins_to_fail_when_it_fails_otherwise_and_when_it_succeeds()
    {
        using var lines = new LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(lines).SetMinimumLevel(LogLevel.Trace));
        var retry = new LandingRetry(new LandingOptions { MinRetryDelayMs = 1, MaxRetryDelayMs = 1 }, TimeProvider.System, loggers.CreateLogger<LandingRetry>());
        var failures = 0;

        await retry.RunAsync(
            "Inserting into readings",
            (attempt, _) => attempt < 20 ? throw new IOException(attempt < 15 ? "refused" : "out of memory") : ValueTask.FromResult(true),
            _ => failures++,
            TestContext.Current.CancellationToken);

        var warnings = lines.All.Split('\n').Where(line => line.StartsWith("[Warning]", StringComparison.Ordinal)).ToList();
        Assert.Equal(20, failures);
        Assert.Equal(3, warnings.Count);
        Assert.StartsWith("[Warning] Inserting into readings failed (attempt 1)", warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("[Warning] Inserting into readings failed (attempt 16)", warnings[1], StringComparison.Ordinal);
        Assert.StartsWith("[Warning] Inserting into readings succeeded after 20 failed attempts", warnings[2], StringComparison.Ordinal);
    }
}
