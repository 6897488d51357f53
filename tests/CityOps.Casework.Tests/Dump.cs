using System.Text.Json;
using CityOps.Casework.Storage;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Tests;

/// <summary>What a casework database says, as text that two databases can be compared by.</summary>
internal static class Dump
{
    public static async Task<string[]> OfAsync(ICaseworkDbFactory databases)
    {
        await using var db = databases.Create();
        var events = (await db.Events.AsNoTracking().ToListAsync()).OrderBy(e => e.CaseId, StringComparer.Ordinal).ThenBy(e => e.Sequence)
            .Select(e => Line(new { e.CaseId, e.Sequence, e.Kind, e.Stage, e.At, e.ActorName, e.ActorRole, e.Payload }));
        var outbox = (await db.Outbox.AsNoTracking().ToListAsync()).Select(o => Line(new { o.Topic, o.MessageKey, o.Payload })).Order(StringComparer.Ordinal);
        var offsets = (await db.ConsumedOffsets.AsNoTracking().ToListAsync()).Select(o => Line(new { o.Topic, o.Partition, o.NextOffset })).Order(StringComparer.Ordinal);
        return [.. events, .. outbox, .. offsets, .. await ProjectionsAsync(db)];
    }

    /// <summary>Only what follows from the events.</summary>
    public static async Task<string[]> ProjectionsAsync(CaseworkDb db)
    {
        var cases = (await db.Cases.AsNoTracking().ToListAsync()).Select(Line);
        var evidence = (await db.Evidence.AsNoTracking().ToListAsync()).Select(Line);
        var orders = (await db.WorkOrders.AsNoTracking().ToListAsync()).Select(Line);
        var labels = (await db.Labels.AsNoTracking().ToListAsync()).Select(Line);
        return Sorted(cases, evidence, orders, labels);
    }

    public static string[] Sorted(params IEnumerable<string>[] lines) => [.. lines.SelectMany(some => some.Order(StringComparer.Ordinal))];

    public static string Line<TRow>(TRow row) => $"{typeof(TRow).Name} {JsonSerializer.Serialize(row)}";
}
