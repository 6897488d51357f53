using CityOps.Casework.Deadlines;
using Hangfire;

namespace CityOps.Dashboards.Jobs;

/// <summary>
/// Does, every minute, what deadlines set off by then. What is due is kept with the cases in the database and not in the job server: a run that was
/// missed is made up for by the next.
/// </summary>
internal sealed class RingDeadlines(DeadlineRunner deadlines)
{
    public const string Id = "deadlines";

    [DisableConcurrentExecution(timeoutInSeconds: 55)]
    public Task RunAsync(CancellationToken cancellationToken) => deadlines.RunAsync(cancellationToken);
}
