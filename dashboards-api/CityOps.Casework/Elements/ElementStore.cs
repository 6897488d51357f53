using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace CityOps.Casework.Elements;

/// <summary>What became, or would become, of one entry.</summary>
/// <param name="Row">1, 2, 3 … in what was sent.</param>
/// <param name="Change"><c>new</c>, <c>changed</c>, <c>same</c> or <c>wrong</c>.</param>
public sealed record ElementChange(int Row, string Code, [property: AllowedValues("new", "changed", "same", "wrong")] string Change, IReadOnlyList<string> Errors);

/// <summary>
/// The standard elements as versioned data: a change adds a version, and nothing is overwritten. What they say is put over what is shipped, in this
/// process at once and in others within a minute.
/// </summary>
public sealed class ElementStore : IHostedLifecycleService
{
    private readonly ICaseworkDbFactory _databases;
    private readonly CaseworkWriter _writer;
    private readonly CaseElements _elements;
    private readonly WorkCalendar _calendar;

    internal ElementStore(ICaseworkDbFactory databases, CaseworkWriter writer, CaseElements elements, WorkCalendar calendar) =>
        (_databases, _writer, _elements, _calendar) = (databases, writer, elements, calendar);

    public ElementSet Current => _elements.Data;

    /// <summary>Reads what the database says now.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = _databases.Create();
        var rows = await db.Elements.AsNoTracking().ToListAsync(cancellationToken);
        var latest = rows.GroupBy(r => (r.Kind, r.Code)).Select(g => g.MaxBy(r => r.Version)!).Where(r => !r.Retired)
            .Select(r => new Element(r.Kind, r.Code, r.Version, JsonSerializer.Deserialize<Dictionary<string, string>>(r.Payload)!));
        var data = new ElementSet([.. latest.OrderBy(e => e.Code, StringComparer.Ordinal)]);
        _elements.Use(data);
        _calendar.Use(data.Days);
    }

    /// <summary>Every version of one entry, the newest first.</summary>
    public async Task<IReadOnlyList<ElementRow>> HistoryAsync(string kind, string code, CancellationToken cancellationToken)
    {
        await using var db = _databases.Create();
        return await db.Elements.AsNoTracking().Where(e => e.Kind == kind && e.Code == code).OrderByDescending(e => e.Version).ToListAsync(cancellationToken);
    }

    /// <summary>Checks entries and, where none is wrong and <paramref name="apply"/> says so, adds a version of each that is new or changed: all or none.</summary>
    public async Task<IReadOnlyList<ElementChange>> PutAsync(
        ElementKind kind, IReadOnlyList<IReadOnlyDictionary<string, string>> entries, bool apply, string by, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        entries = [.. entries.Select(entry => ElementForm.Of(kind, entry, _calendar))];
        var codes = entries.Select(kind.CodeOf).ToList();
        bool Exists(string of, string code) => of is "scenario" ? _elements.TryGet(code, out _)
            : Current.Find(of, code) is not null || (string.Equals(of, kind.Name, StringComparison.Ordinal) && codes.Contains(code, StringComparer.Ordinal));
        var changes = new List<ElementChange>();
        foreach (var (index, fields) in entries.Index())
        {
            List<string> errors = [.. ElementCheck.Of(kind, fields, Exists)];
            if (kind.Name is "dispatch_rule" && _elements.TryGet(fields.GetValueOrDefault("scenario", ""), out var part) && part.ReviewBeforeDispatch)
            {
                errors.Add($"'scenario' is '{part.Scenario}'. Its cases are sent by a named person, never by a rule.");
            }

            if (codes.IndexOf(codes[index]) != index)
            {
                errors.Add($"Row {codes.IndexOf(codes[index]) + 1} has the same {string.Join(" and ", kind.Key)}.");
            }

            var held = Current.Find(kind.Name, codes[index]);
            var change = errors.Count > 0 ? "wrong" : held is null ? "new" : Same(held.Fields, fields) ? "same" : "changed";
            changes.Add(new(index + 1, codes[index], change, errors));
        }

        if (apply && changes.TrueForAll(c => c.Errors.Count is 0))
        {
            await AppendAsync(kind.Name, [.. changes.Where(c => c.Change is not "same").Select(c => (c.Code, (IReadOnlyDictionary<string, string>?)entries[c.Row - 1]))], by, cancellationToken);
        }

        return changes;
    }

    /// <summary>Takes an entry away, as a version of its own; false where there is none.</summary>
    public async Task<bool> RetireAsync(ElementKind kind, string code, string by, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (Current.Find(kind.Name, code) is null)
        {
            return false;
        }

        await AppendAsync(kind.Name, [(code, null)], by, cancellationToken);
        return true;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The migration ran in the stage before.
    public Task StartAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AppendAsync(
        string kind, IReadOnlyList<(string Code, IReadOnlyDictionary<string, string>? Fields)> entries, string by, CancellationToken cancellationToken)
    {
        await _writer.WriteAsync(
            async session =>
            {
                var last = await session.Db.Elements.AsNoTracking().Where(e => e.Kind == kind).GroupBy(e => e.Code)
                    .Select(g => new { g.Key, Version = g.Max(e => e.Version) }).ToDictionaryAsync(g => g.Key, g => g.Version, StringComparer.Ordinal, cancellationToken);
                session.Db.Elements.AddRange(entries.Select(e => new ElementRow
                {
                    Kind = kind,
                    Code = e.Code,
                    Version = last.GetValueOrDefault(e.Code) + 1,
                    Payload = JsonSerializer.Serialize(e.Fields ?? new Dictionary<string, string>(StringComparer.Ordinal)),
                    Retired = e.Fields is null,
                    ChangedBy = by,
                    ChangedAt = session.Now,
                }));
                return entries.Count;
            },
            cancellationToken);
        await LoadAsync(cancellationToken);
    }

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other)
    {
        static IEnumerable<KeyValuePair<string, string>> Filled(IReadOnlyDictionary<string, string> fields) =>
            fields.Where(f => f.Value.Length > 0).OrderBy(f => f.Key, StringComparer.Ordinal);
        return Filled(one).SequenceEqual(Filled(other));
    }
}
