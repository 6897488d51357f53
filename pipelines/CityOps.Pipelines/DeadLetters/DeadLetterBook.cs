using System.Data.Common;
using CityOps.Contracts.Events;
using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Identity.Sealing;
using CityOps.Warehouse;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>
/// Reads the table of dead letters, and sends letters again by whichever <see cref="IDeadLetterRequeue"/> takes them. It records that a letter
/// was sent only after its rows are durable: a kill between the two sends them again, which effects that rest on keys do not notice.
/// </summary>
internal sealed class DeadLetterBook(
    IWarehouse warehouse, IPayloadSeal seal, DeadLetterLog log, IEnumerable<IDeadLetterRequeue> requeues, TimeProvider time) : IDeadLetterBook, IDisposable
{
    private static readonly string ListSql = SqlText.Read("DeadLetters.Sql.List.sql");
    private static readonly string CountSql = SqlText.Read("DeadLetters.Sql.Count.sql");
    private static readonly string FindSql = SqlText.Read("DeadLetters.Sql.Find.sql");
    private static readonly string RequeuedSql = SqlText.Read("DeadLetters.Sql.Requeued.sql");

    // One at a time, so that whoever asks twice at once does not send twice.
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task<IReadOnlyList<DeadLetterEntry>> ListAsync(DeadLetterFilter filter, DeadLetterCursor? before, int limit, CancellationToken cancellationToken)
    {
        var parameters = ParametersOf(filter);
        parameters["before_ms"] = before?.At.ToUnixTimeMilliseconds() ?? long.MaxValue;
        parameters["before_id"] = before?.Id ?? "";
        parameters["limit"] = (uint)limit;
        return await warehouse.QueryAsync(ListSql, parameters, EntryOf, cancellationToken).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DeadLetterCount>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken) =>
        await warehouse.QueryAsync(
            CountSql,
            ParametersOf(filter),
            row => new DeadLetterCount(row.GetString(0), TextOrNull(row, 1), TextOrNull(row, 2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), Instant(row, 6)),
            cancellationToken).ToListAsync(cancellationToken);

    public async Task<(DeadLetterEntry Entry, DeadLetter Letter)?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var found = await warehouse.QueryAsync(FindSql, new WarehouseParameters { ["id"] = id }, LetterOf, cancellationToken).ToListAsync(cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<RequeueOutcome> RequeueAsync(string id, string by, string note, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await FindAsync(id, cancellationToken) switch
            {
                null => new RequeueOutcome(id, RequeueResult.Unknown),
                { Entry.RequeuedAt: not null } => new RequeueOutcome(id, RequeueResult.AlreadyRequeued),
                { Entry.IsWhole: false } => new RequeueOutcome(id, RequeueResult.NotWhole),
                { } found => await SendAsync(found.Letter, by, note, cancellationToken),
            };
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<RequeueOutcome> SendAsync(DeadLetter letter, string by, string note, CancellationToken cancellationToken)
    {
        var requeue = requeues.FirstOrDefault(r => r.Takes(letter))
            ?? throw new InvalidOperationException($"Nothing in this process sends dead letters of '{letter.Topic}' from '{letter.Origin}' again.");
        if (await requeue.TryAppendAsync(letter, seal.Open(letter), cancellationToken) is { } refusal)
        {
            // The same key and the same seal: it takes the place of the one before.
            await log.AppendAsync(letter.Topic, refusal.Cause, [letter.RefusedAgain(refusal.Field, refusal.Refusal, time.GetUtcNow())], cancellationToken);
            return new RequeueOutcome(letter.Id, RequeueResult.RefusedAgain, refusal.Field, refusal.Refusal.Reason, refusal.Refusal.Detail);
        }

        await warehouse.ExecuteAsync(
            RequeuedSql,
            new WarehouseParameters
            {
                ["id"] = letter.Id,
                ["refused_ms"] = letter.At.ToUnixTimeMilliseconds(),
                ["requeued_ms"] = time.GetUtcNow().ToUnixTimeMilliseconds(),
                ["requeued_by"] = by,
                ["note"] = note,
            },
            cancellationToken);
        return new RequeueOutcome(letter.Id, RequeueResult.Requeued);
    }

    private static WarehouseParameters ParametersOf(DeadLetterFilter filter) => new()
    {
        ["topic"] = filter.Topic,
        ["field"] = filter.Field,
        ["reason"] = filter.Reason,
        ["since_ms"] = filter.Since?.ToUnixTimeMilliseconds() ?? 0L,
        ["open_only"] = (byte)(filter.OpenOnly ? 1 : 0),
    };

    private static DeadLetterEntry EntryOf(DbDataReader row)
    {
        var by = TextOrNull(row, 12);
        return new DeadLetterEntry(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), TextOrNull(row, 4), TextOrNull(row, 5), row.GetString(6), TextOrNull(row, 7),
            Instant(row, 8), Instant(row, 9), row.GetInt64(10), TextOrNull(row, 11), by is null ? null : Instant(row, 13), by, TextOrNull(row, 14));
    }

    // What sending it again and opening it need: the code and the detail are of the last refusal only.
    private static (DeadLetterEntry Entry, DeadLetter Letter)? LetterOf(DbDataReader row)
    {
        var entry = EntryOf(row);
        var letter = new DeadLetter(
            entry.Topic, entry.Origin, entry.Row, entry.Field, entry.Reason, row.GetString(15), entry.At, entry.ContentType, Code: null, entry.Detail, entry.FirstAt, entry.Attempts);
        return (entry, letter);
    }

    private static string? TextOrNull(DbDataReader row, int column) => row.GetString(column) is { Length: > 0 } text ? text : null;

    private static DateTimeOffset Instant(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
