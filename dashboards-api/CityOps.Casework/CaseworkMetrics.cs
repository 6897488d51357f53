using System.Diagnostics.Metrics;

namespace CityOps.Casework;

/// <summary>What casework counts. Meter <c>CityOps.Casework</c>.</summary>
internal sealed class CaseworkMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _suspicions;
    private readonly Counter<long> _events;
    private readonly Counter<long> _dead;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _deadlinesFailed;

    public CaseworkMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("CityOps.Casework");
        _suspicions = _meter.CreateCounter<long>("cityops.casework.suspicions", "{suspicion}", "Suspicions that were applied.");
        _events = _meter.CreateCounter<long>("cityops.casework.suspicion_events", "{event}", "Case events that followed from suspicions.");
        _dead = _meter.CreateCounter<long>("cityops.casework.dead_letters", "{message}", "Suspicions that could not be read or applied.");
        _sent = _meter.CreateCounter<long>("cityops.casework.outbox_sent", "{message}", "Messages the outbox handed to the log.");
        _deadlinesFailed = _meter.CreateCounter<long>("cityops.casework.deadline_failures", "{case}", "Cases whose deadline could not be kept at a run.");
    }

    public void Applied(int suspicions, int events)
    {
        _suspicions.Add(suspicions);
        _events.Add(events);
    }

    public void Dead(int messages) => _dead.Add(messages);

    public void Sent(int messages) => _sent.Add(messages);

    public void DeadlineFailed() => _deadlinesFailed.Add(1);

    public void Dispose() => _meter.Dispose();
}
