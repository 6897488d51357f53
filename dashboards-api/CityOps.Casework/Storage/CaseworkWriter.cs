using CityOps.Casework.Elements;

namespace CityOps.Casework.Storage;

/// <summary>
/// Runs the transactions that change cases, one at a time. Within a process they queue here (SQLite's own waiting polls, which costs tens of
/// milliseconds); over processes the database's lock orders them.
/// </summary>
internal sealed class CaseworkWriter(
    ICaseworkDbFactory databases, CaseworkSignals signals, CaseElements elements, WorkCalendar calendar, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Commits what <paramref name="work"/> did, unless it throws: then nothing of it stays.</summary>
    public async Task<T> WriteAsync<T>(Func<CaseSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await using var db = databases.Create();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.LockAsync(cancellationToken);
            var session = new CaseSession(db, Now(), elements, calendar);
            var result = await work(session);
            await session.SaveAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            signals.Committed();
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Changes that no case and no reader of changes cares for, such as marking what was sent. Only where the database has one writer do they queue.</summary>
    public async Task MaintainAsync(Func<CaseworkDb, Task> work, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        if (!db.HasOneWriter)
        {
            await work(db);
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            await work(db);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // Whole milliseconds, so that every database gives back what was put in.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
