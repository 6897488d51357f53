using CityOps.Casework.Deadlines;
using CityOps.Casework.Dispatch;
using CityOps.Casework.Elements;
using Hangfire;

namespace CityOps.Dashboards.Jobs;

/// <summary>
/// Does, every minute, what deadlines set off by then. What is due is kept with the cases in the database and not in the job server: a run that was
/// missed is made up for by the next.
/// </summary>
internal sealed class RingDeadlines(DeadlineRunner deadlines, RuleDispatch rules, ElementStore elements)
{
    public const string Id = "deadlines";

    [DisableConcurrentExecution(timeoutInSeconds: 55)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await elements.LoadAsync(cancellationToken);
        await deadlines.RunAsync(cancellationToken);
        await rules.RunAsync(cancellationToken);
    }
}
