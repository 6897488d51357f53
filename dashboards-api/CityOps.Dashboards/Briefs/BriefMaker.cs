using System.Text.Json;
using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.Overview;
using CityOps.Dashboards.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CityOps.Dashboards.Briefs;

internal enum BriefPeriod
{
    Day,
    Week,
    Month,
}

/// <summary>Makes briefs, and keeps those of periods that are over.</summary>
internal sealed class BriefMaker(IndicatorReports indicators, IndicatorCatalog catalog, IOperationsDbFactory databases, DateTimeZone zone, TimeProvider time)
{
    private const int MaxCases = 500;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The day before a given one, in the district: the last that is over.</summary>
    public LocalDate Yesterday => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(zone).Date.PlusDays(-1);

    /// <summary>The latest local day on which anything happened that a brief counts, today included; null where nothing ever did.</summary>
    public async Task<LocalDate?> LatestAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        DateTimeOffset?[] last =
        [
            (await db.SuspicionFacts.OrderByDescending(s => s.At).FirstOrDefaultAsync(cancellationToken))?.At,
            (await db.CaseFacts.OrderByDescending(c => c.OpenedAt).FirstOrDefaultAsync(cancellationToken))?.OpenedAt,
            (await db.CaseFacts.Where(c => c.FiledAt != null).OrderByDescending(c => c.FiledAt).FirstOrDefaultAsync(cancellationToken))?.FiledAt,
            (await db.OrderFacts.OrderByDescending(o => o.CreatedAt).FirstOrDefaultAsync(cancellationToken))?.CreatedAt,
            (await db.VisitFacts.OrderByDescending(v => v.At).FirstOrDefaultAsync(cancellationToken))?.At,
            (await db.CaseFacts.Where(c => c.ClosedAt != null).OrderByDescending(c => c.ClosedAt).FirstOrDefaultAsync(cancellationToken))?.ClosedAt,
            (await db.CaseFacts.Where(c => c.DismissedAt != null).OrderByDescending(c => c.DismissedAt).FirstOrDefaultAsync(cancellationToken))?.DismissedAt,
        ];
        return last.Max() is { } at ? Instant.FromDateTimeOffset(at).InZone(zone).Date : null;
    }

    /// <summary>The brief of the period that holds a day: the kept one where there is one. Each choice of towns has its own.</summary>
    /// <param name="towns">The only ones counted; empty for the district.</param>
    public async Task<Brief> OfAsync(BriefPeriod period, LocalDate day, IReadOnlyCollection<string> towns, CancellationToken cancellationToken)
    {
        var (first, last) = Days(period, day);
        string[] within = [.. towns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var id = $"{Problems.Words.Of(period)}-{NodaTime.Text.LocalDatePattern.Iso.Format(first)}{(within.Length is 0 ? "" : "@" + string.Join(',', within))}";
        if (await KeptAsync(id, cancellationToken) is { } kept)
        {
            return kept;
        }

        var brief = await MakeAsync(period, first, last, within, cancellationToken);
        if (!brief.Final)
        {
            return brief;
        }

        await using var db = databases.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync("briefs", cancellationToken);

        // Somebody else may have made it meanwhile: the first that was kept is the one.
        if (await KeptAsync(id, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        db.Briefs.Add(new BriefRow { BriefId = id, MadeAt = brief.MadeAt, Content = JsonSerializer.Serialize(brief, Json) });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return brief;
    }

    /// <summary>Makes the brief of the last period that is over, for the job.</summary>
    public Task MakeLastAsync(BriefPeriod period, CancellationToken cancellationToken)
    {
        var day = Yesterday;
        return OfAsync(period, period is BriefPeriod.Day || Days(period, day).Last == day ? day : Days(period, day).First.PlusDays(-1), [], cancellationToken);
    }

    private async Task<Brief?> KeptAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        return await db.Briefs.AsNoTracking().FirstOrDefaultAsync(b => b.BriefId == id, cancellationToken) is { } kept ? JsonSerializer.Deserialize<Brief>(kept.Content, Json) : null;
    }

    private static (LocalDate First, LocalDate Last) Days(BriefPeriod period, LocalDate day) => period switch
    {
        BriefPeriod.Day => (day, day),
        BriefPeriod.Week => (day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)), day.With(DateAdjusters.NextOrSame(IsoDayOfWeek.Sunday))),
        _ => (day.With(DateAdjusters.StartOfMonth), day.With(DateAdjusters.EndOfMonth)),
    };

    private async Task<Brief> MakeAsync(BriefPeriod period, LocalDate first, LocalDate last, string[] towns, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var whole = Between(first, last);
        var before = Between(Days(period, first.PlusDays(-1)).First, first.PlusDays(-1));
        var query = new IndicatorQuery(whole, [], towns, null, null, null, zone);
        var figures = (await indicators.ComputeAsync(query, [], cancellationToken)).Rows.Single().Indicators;
        var earlier = (await indicators.ComputeAsync(query with { Period = before }, [], cancellationToken)).Rows.Single().Indicators;
        var byTown = await indicators.ComputeAsync(query with { By = [IndicatorDimension.Town] }, [], cancellationToken);

        var shown = new List<BriefFigure>();
        foreach (var definition in catalog.All.Select(i => i.Definition))
        {
            var items = (await indicators.ItemsAsync(definition.Name, query, cancellationToken))!;
            shown.Add(new(
                definition, figures[definition.Name], earlier[definition.Name].Value,
                [.. items.Take(MaxCases).Select(i => new BriefCase(i.CaseId, i.WorkOrderId, i.At, i.Hit, i.Town, i.Unit))], Math.Max(0, items.Count - MaxCases)));
        }

        return new(
            Problems.Words.Of(period), first.ToDateOnly(), last.ToDateOnly(), now, whole.To <= now, await FlowAsync(whole, towns, cancellationToken), shown,
            [.. byTown.Rows.Select(row => new BriefTown(row.Group["town"] ?? "", row.Indicators))]);
    }

    private async Task<Flow> FlowAsync(IndicatorPeriod p, string[] towns, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var cases = db.CaseFacts.Where(c => towns.Length == 0 || towns.Contains(c.Town!));
        return new(
            null,
            await db.SuspicionFacts.CountAsync(s => s.At >= p.From && s.At < p.To && (towns.Length == 0 || towns.Contains(s.Town!)), cancellationToken),
            await cases.CountAsync(c => c.OpenedAt >= p.From && c.OpenedAt < p.To, cancellationToken),
            await cases.CountAsync(c => c.FiledAt >= p.From && c.FiledAt < p.To, cancellationToken),
            await db.OrderFacts.CountAsync(o => o.CreatedAt >= p.From && o.CreatedAt < p.To && (towns.Length == 0 || towns.Contains(o.Town!)), cancellationToken),
            await db.VisitFacts.CountAsync(v => v.At >= p.From && v.At < p.To && (towns.Length == 0 || towns.Contains(v.Town!)), cancellationToken),
            await cases.CountAsync(c => c.ClosedAt >= p.From && c.ClosedAt < p.To, cancellationToken),
            await cases.CountAsync(c => c.DismissedAt >= p.From && c.DismissedAt < p.To, cancellationToken));
    }

    private IndicatorPeriod Between(LocalDate first, LocalDate last) =>
        new(zone.AtStartOfDay(first).ToInstant().ToDateTimeOffset(), zone.AtStartOfDay(last.PlusDays(1)).ToInstant().ToDateTimeOffset());
}
