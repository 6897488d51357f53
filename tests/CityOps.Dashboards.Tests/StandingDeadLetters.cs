using CityOps.Contracts.Events;
using CityOps.Pipelines.DeadLetters;

namespace CityOps.Dashboards.Tests;

/// <summary>A book of dead letters that holds what it is given; the real one needs the warehouse engine.</summary>
internal sealed class StandingDeadLetters(params IReadOnlyList<DeadLetter> letters) : IDeadLetterBook
{
    public List<(string Id, string By)> Requeued { get; } = [];

    /// <summary>The filter of the last list.</summary>
    public DeadLetterFilter? Asked { get; private set; }

    /// <summary>Called whenever a letter is looked up or sent.</summary>
    public Action<string>? OnAct { get; set; }

    public Task<IReadOnlyList<DeadLetterEntry>> ListAsync(DeadLetterFilter filter, DeadLetterCursor? before, int limit, CancellationToken cancellationToken)
    {
        Asked = filter;
        return Task.FromResult<IReadOnlyList<DeadLetterEntry>>([.. letters.Where(l => before is null || l.At < before.At).OrderByDescending(l => l.At).Take(limit).Select(EntryOf)]);
    }

    public Task<IReadOnlyList<DeadLetterCount>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadLetterCount>>([.. letters.GroupBy(l => (l.Topic, l.Field, Code: CodeOf(l), l.Reason)).Select(g => new DeadLetterCount(g.Key.Topic, g.Key.Field, g.Key.Code, g.Key.Reason, g.Count(), g.Count(), g.Max(l => l.At)))]);

    public Task<(DeadLetterEntry Entry, DeadLetter Letter)?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult<(DeadLetterEntry, DeadLetter)?>(letters.FirstOrDefault(l => l.Id == id) is { } letter ? (EntryOf(letter), letter) : null);

    public Task<RequeueOutcome> RequeueAsync(string id, string by, string note, CancellationToken cancellationToken)
    {
        OnAct?.Invoke(id);
        if (letters.All(l => l.Id != id))
        {
            return Task.FromResult(new RequeueOutcome(id, RequeueResult.Unknown));
        }

        var twice = Requeued.Exists(r => r.Id == id);
        if (!twice)
        {
            Requeued.Add((id, by));
        }

        return Task.FromResult(new RequeueOutcome(id, twice ? RequeueResult.AlreadyRequeued : RequeueResult.Requeued));
    }

    private static DeadLetterEntry EntryOf(DeadLetter l) =>
        new(l.Id, l.Topic, l.Origin, l.Row, l.Field, CodeOf(l), l.Reason, l.Detail, l.FirstAt ?? l.At, l.At, l.Attempts, l.ContentType, RequeuedAt: null, RequeuedBy: null);

    private static string? CodeOf(DeadLetter l) => l.Code is { } code ? CityOps.Contracts.Schema.ContractReader.WordOf(code) : null;
}
