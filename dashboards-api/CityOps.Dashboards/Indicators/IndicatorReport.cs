using System.Globalization;
using System.Text;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Storage;

namespace CityOps.Dashboards.Indicators;

/// <summary>Figures of a period, a row for each group.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC, exclusive.</param>
/// <param name="By">The dimensions, in their order; empty for one row of everything.</param>
/// <param name="TimeZone">The zone of days, weeks and months.</param>
public sealed record IndicatorReport(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> By, string TimeZone, IReadOnlyList<IndicatorDefinition> Definitions, IReadOnlyList<IndicatorRow> Rows);

/// <param name="Group">The value of each dimension; null where the cases have none.</param>
/// <param name="Indicators">By name; an indicator that counted nothing in this group is left out, except in the one row of everything.</param>
public sealed record IndicatorRow(IReadOnlyDictionary<string, string?> Group, IReadOnlyDictionary<string, IndicatorFigure> Indicators);

/// <summary>Computes indicators, and lists what they counted.</summary>
internal sealed class IndicatorReports(IndicatorCatalog catalog, IOperationsDbFactory databases)
{
    public const string Path = "/api/v1/indicators";

    /// <param name="names">Which; all where empty.</param>
    public async Task<IndicatorReport> ComputeAsync(IndicatorQuery query, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var wanted = catalog.All.Where(i => names.Count is 0 || names.Contains(i.Definition.Name, StringComparer.Ordinal)).ToList();
        var rows = new Dictionary<string, (string?[] Group, Dictionary<string, IndicatorFigure> Figures)>(StringComparer.Ordinal);
        await using var db = databases.Create();
        foreach (var indicator in wanted)
        {
            var items = (await indicator.Items(db, query.Period, cancellationToken)).Where(query.Takes);
            foreach (var group in items.GroupBy(item => Key(query.GroupOf(item)), StringComparer.Ordinal))
            {
                Put(rows, query, indicator.Definition, [.. group]);
            }

            if (query.By.Count is 0)
            {
                Figures(rows, []).TryAdd(indicator.Definition.Name, IndicatorFigure.Of(indicator.Definition.Kind, [], CasesOf(query, indicator.Definition.Name, [])));
            }
        }

        string[] by = [.. query.By.Select(Words.Of)];
        return new(
            query.Period.From, query.Period.To, by, query.Zone.Id, [.. wanted.Select(i => i.Definition)],
            [.. rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => new IndicatorRow(Named(by, row.Value.Group), row.Value.Figures))]);
    }

    /// <summary>What an indicator counted, the latest first; null where there is no such indicator.</summary>
    public async Task<List<IndicatorItem>?> ItemsAsync(string name, IndicatorQuery query, CancellationToken cancellationToken)
    {
        if (catalog.Find(name) is not { } indicator)
        {
            return null;
        }

        await using var db = databases.Create();
        var items = await indicator.Items(db, query.Period, cancellationToken);
        return [.. items.Where(query.Takes).OrderByDescending(i => i.At).ThenBy(i => i.CaseId, StringComparer.Ordinal).ThenBy(i => i.WorkOrderId, StringComparer.Ordinal)];
    }

    private static void Put(
        Dictionary<string, (string?[] Group, Dictionary<string, IndicatorFigure> Figures)> rows, IndicatorQuery query, IndicatorDefinition definition, List<IndicatorItem> items)
    {
        var group = query.GroupOf(items[0]);
        Figures(rows, group)[definition.Name] = IndicatorFigure.Of(definition.Kind, items, CasesOf(query, definition.Name, group));
    }

    private static Dictionary<string, IndicatorFigure> Figures(Dictionary<string, (string?[] Group, Dictionary<string, IndicatorFigure> Figures)> rows, string?[] group)
    {
        var key = Key(group);
        if (!rows.TryGetValue(key, out var row))
        {
            rows[key] = row = (group, new(StringComparer.Ordinal));
        }

        return row.Figures;
    }

    // A value that is absent sorts first and meets no value that is there.
    private static string Key(string?[] group) => string.Join('\u001f', group.Select(value => value is null ? "" : "=" + value));

    private static Dictionary<string, string?> Named(string[] by, string?[] group) =>
        by.Zip(group).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    private static string CasesOf(IndicatorQuery query, string name, string?[] group)
    {
        var url = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path}/{name}/cases?from={query.Period.From.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}&to={query.Period.To.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}"));
        Add("town", query.TownText);
        Add("unit", query.Unit);
        Add("scenario", query.Scenario);
        Add("model", query.Model);
        if (group.Length > 0)
        {
            Add("group", string.Join(',', query.By.Zip(group, (dimension, value) => $"{Words.Of(dimension)}:{Uri.EscapeDataString(value ?? "")}")));
        }

        return url.ToString();

        void Add(string field, string? value)
        {
            if (value is not null)
            {
                url.Append('&').Append(field).Append('=').Append(Uri.EscapeDataString(value));
            }
        }
    }
}
