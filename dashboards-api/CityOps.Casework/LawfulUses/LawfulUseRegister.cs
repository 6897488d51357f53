using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.LawfulUses;

/// <summary>
/// Uses that look unlawful to a model and are not (合法用途登记): a family, an approved conversion, carers, a shop. Each rests on papers, is approved by
/// somebody else than who asked, and runs out. While one stands, a case of the subject is held and nobody is sent.
/// </summary>
public sealed class LawfulUseRegister
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366 * 5);
    private readonly ICaseworkDbFactory _databases;
    private readonly CaseworkWriter _writer;
    private readonly CaseElements _elements;
    private readonly WorkCalendar _calendar;
    private readonly TimeProvider _time;

    internal LawfulUseRegister(ICaseworkDbFactory databases, CaseworkWriter writer, CaseElements elements, WorkCalendar calendar, TimeProvider time) =>
        (_databases, _writer, _elements, _calendar, _time) = (databases, writer, elements, calendar, time);

    /// <summary>What is wrong, or the entry, which waits for approval.</summary>
    public async Task<(LawfulUseRow? Entry, string? Wrong)> RequestAsync(
        string scenario, string subject, string kind, string evidenceRefs, DateTimeOffset expiresAt, string by, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (!_elements.TryGet(scenario, out var part))
        {
            return (null, $"scenario is '{scenario}'. One of these is needed: {string.Join(", ", _elements.All.Select(e => e.Scenario))}.");
        }

        var wrong = Check.Code("kind", kind, part.LawfulReasons)
            ?? (subject.Length is 0 or > 64 ? "subject is empty or longer than 64 characters." : null)
            ?? (string.IsNullOrWhiteSpace(evidenceRefs) ? "evidence is empty. Name the papers it rests on." : Check.References(evidenceRefs))
            ?? Check.Future("expires_at", expiresAt, now)
            ?? (expiresAt > now + Longest ? "expires_at lies more than five years ahead. Register it again when it runs out." : null);
        if (wrong is not null)
        {
            return (null, wrong);
        }

        var row = new LawfulUseRow
        {
            Id = $"LU-{Guid.CreateVersion7():N}",
            Scenario = scenario,
            Subject = subject,
            Kind = kind,
            EvidenceRefs = evidenceRefs,
            RequestedBy = by,
            RequestedAt = now,
            ExpiresAt = expiresAt.ToUniversalTime(),
        };
        await _writer.WriteAsync(session => Task.FromResult(session.Db.LawfulUses.Add(row)), cancellationToken);
        return (row, null);
    }

    /// <summary>Puts it in force, and on hold what is open about the subject.</summary>
    public Task<(LawfulUseRow? Entry, RefusalKind? Why)> ApproveAsync(string id, string by, CancellationToken cancellationToken) =>
        ChangeAsync(id, async (row, session) =>
        {
            if (row.ApprovedBy is not null || row.RevokedAt is not null)
            {
                return RefusalKind.WrongStage;
            }

            if (string.Equals(row.RequestedBy, by, StringComparison.Ordinal))
            {
                return RefusalKind.WrongOwner;
            }

            (row.ApprovedBy, row.ApprovedAt) = (by, session.Now);
            await GiveAsync(session, row, new Hold(Guid.Empty, new SubjectHold(SubjectHold.LawfulUse, row.ExpiresAt)), cancellationToken);
            return null;
        }, cancellationToken);

    /// <summary>Ends it, and what it holds.</summary>
    public Task<(LawfulUseRow? Entry, RefusalKind? Why)> RevokeAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(id, async (row, session) =>
        {
            if (row.RevokedAt is null)
            {
                row.RevokedAt = session.Now;
                await session.Db.SaveChangesAsync(cancellationToken);
                await GiveAsync(session, row, new Release(Guid.Empty, row.ExpiresAt), cancellationToken);
            }

            return null;
        }, cancellationToken);

    public async Task<LawfulUseRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = _databases.Create();
        return await db.LawfulUses.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
    }

    public async Task<IReadOnlyList<LawfulUseRow>> ListAsync(string? subject, bool waiting, CancellationToken cancellationToken)
    {
        await using var db = _databases.Create();
        var uses = db.LawfulUses.AsNoTracking();
        uses = subject is { Length: > 0 } ? uses.Where(u => u.Subject == subject) : uses;
        uses = waiting ? uses.Where(u => u.ApprovedBy == null && u.RevokedAt == null) : uses;
        return await uses.OrderByDescending(u => u.RequestedAt).Take(500).ToListAsync(cancellationToken);
    }

    // To the open case of the subject, where there is one that takes it.
    private async Task GiveAsync(CaseSession session, LawfulUseRow use, ICaseCommand command, CancellationToken cancellationToken)
    {
        var open = await session.Db.Cases.Where(c => c.Scenario == use.Scenario && c.Subject == use.Subject && c.IsOpen).Select(c => c.CaseId).FirstOrDefaultAsync(cancellationToken);
        if (open is null || !_elements.TryGet(use.Scenario, out var part) || await session.LoadAsync(open, cancellationToken) is not { } state)
        {
            return;
        }

        var decider = new CaseDecider(part, _calendar);
        var decided = decider.Decide(state, command, Actor.System, session.Now);
        if (decided.IsAccepted)
        {
            // Another use of the subject may stand still.
            await HoldAgain.AskAsync(session, session.Append(state, decided.Value, Actor.System), decided.Value, decider, part, cancellationToken);
        }
    }

    private Task<(LawfulUseRow? Entry, RefusalKind? Why)> ChangeAsync(string id, Func<LawfulUseRow, CaseSession, Task<RefusalKind?>> change, CancellationToken cancellationToken) =>
        _writer.WriteAsync<(LawfulUseRow?, RefusalKind?)>(
            async session =>
            {
                var row = await session.Db.LawfulUses.FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
                return row is null ? (null, RefusalKind.NotFound) : await change(row, session) is { } why ? (row, why) : (row, null);
            },
            cancellationToken);
}
