using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Pipelines.Dwellings;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.GroupRental;

/// <summary>
/// What a dwelling used over a window, day by day and by hour of the week, beside the band of its peers: same number of rooms, same town where it
/// has enough. Gaps, resets and jumps of its meters and what was reported of it are marked. Water in litres, electricity in kWh, gas in m³.
/// </summary>
internal static class ShowDwellingCurves
{
    /// <summary>A band of fewer homes would show single neighbours.</summary>
    private const int FewestPeers = 15;
    private const int MaxDays = 92;

    /// <param name="Days">Local days, oldest first.</param>
    /// <param name="Utilities">Those that were read in the window.</param>
    internal sealed record Curves(IReadOnlyList<DateOnly> Days, IReadOnlyList<Utility> Utilities, IReadOnlyList<Signal> Signals);

    /// <param name="Own">Per day; null where nothing was read.</param>
    /// <param name="Low">The peers' 10th percentile per day; null where too few peers were read.</param>
    /// <param name="Week">Mean use by weekday (Monday first) and local hour: 7 × 24; null where nothing was read.</param>
    /// <param name="Peers">The most peers of any day.</param>
    internal sealed record Utility(
        [property: AllowedValues("water", "electricity", "gas")] string Name, string Unit, IReadOnlyList<double?> Own, IReadOnlyList<double?> Low, IReadOnlyList<double?> Median, IReadOnlyList<double?> High,
        long Peers, IReadOnlyList<double?> Week, IReadOnlyList<Mark> Marks);

    /// <param name="Kind">gap, reset or jump.</param>
    /// <param name="Hours">How many hours of the day are marked so.</param>
    internal sealed record Mark(DateOnly Day, [property: AllowedValues("gap", "reset", "jump")] string Kind, int Hours);

    /// <param name="Kind">complaint_12345, property_report, rental_filing or fire_check.</param>
    internal sealed record Signal(DateTimeOffset At, string Kind, double Value);

    private sealed record Hour(string Utility, DateOnly Day, int LocalHour, double Used, string Mark);

    private sealed record PeerDay(string Utility, DateOnly Day, long Homes, double Low, double Median, double High);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/curves", HandleAsync)
            .WithSummary("What the dwelling of a case used over a window, beside the band of its peers (median, p10 to p90). Each reading of it is audited.")
            .Produces<Curves>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "dwelling_key"), Description("The case's subject.")] string? dwelling,
        [FromQuery(Name = "to_day"), Description("The local day after the window's last, such as 2026-03-01.")] string? toDay,
        [FromQuery(Name = "days"), Description("1 to 92; 28 where it is not given.")] int? days,
        [FromServices] IWarehouse warehouse,
        [FromServices] ICaseQueries cases,
        [FromServices] CaseElements elements,
        [FromServices] IAuditLog audit,
        [FromServices] TimeProvider time,
        IOptions<DashboardsOptions> options,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (!ulong.TryParse(dwelling, NumberStyles.None, CultureInfo.InvariantCulture, out var key))
        {
            return Invalid.Field("dwelling_key", dwelling, "Give a dwelling's key in decimal, as the case's subject shows it.");
        }

        if (!DateOnly.TryParseExact(toDay, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end))
        {
            return Invalid.Field("to_day", toDay, "Give a day such as 2026-03-01.");
        }

        if (days is < 1 or > MaxDays)
        {
            return Invalid.Field("days", days, $"Give a whole number from 1 to {MaxDays}.");
        }

        // What a household uses is shown beside a case about it, and to nobody who has none.
        var about = await cases.ListAsync(
            new CaseFilter(Scenario: GroupRentalScoringJob.Scenario, Subject: dwelling, OpenOnly: false, Scope: CallerScope.Of(user, elements, time)), new CasePageRequest(CaseSort.Updated, 1), cancellationToken);
        if (about.Cases is not [var asked, ..])
        {
            return TypedResults.Problem(title: "No such case", detail: "No case that you may see is about this dwelling: its readings are shown beside a case only.", statusCode: StatusCodes.Status404NotFound);
        }

        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.CasesTriage), AuditAction.CurvesOpened, asked.CaseId, string.Create(CultureInfo.InvariantCulture, $"days: {days ?? 28}, to {end:yyyy-MM-dd}")), cancellationToken);
        var start = end.AddDays(-(days ?? 28));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);
        var parameters = new WarehouseParameters
        {
            ["key"] = key,
            ["zone"] = options.Value.TimeZone,
            ["from"] = TimeZoneInfo.ConvertTimeToUtc(start.ToDateTime(TimeOnly.MinValue), zone),
            ["to"] = TimeZoneInfo.ConvertTimeToUtc(end.ToDateTime(TimeOnly.MinValue), zone),
            ["from_day"] = start.ToDateTime(TimeOnly.MinValue),
            ["to_day"] = end.ToDateTime(TimeOnly.MinValue),
            ["least"] = FewestPeers,
        };
        var hours = await ListAsync(warehouse, "GroupRental.OwnHours", parameters, row => new Hour(
            row.GetString(0), DayOf(row.GetValue(1)), Convert.ToInt32(row.GetValue(2), CultureInfo.InvariantCulture), row.GetDouble(3), row.GetString(4)), cancellationToken);
        var peers = await ListAsync(warehouse, "GroupRental.PeerDays", parameters, row => new PeerDay(
            row.GetString(0), DayOf(row.GetValue(1)), Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture), row.GetDouble(3), row.GetDouble(4), row.GetDouble(5)), cancellationToken);
        var signals = await ListAsync(warehouse, "GroupRental.Signals", parameters, row => new Signal(
            new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(0), DateTimeKind.Utc)), row.GetString(1), row.GetDouble(2)), cancellationToken);

        DateOnly[] window = [.. Enumerable.Range(0, end.DayNumber - start.DayNumber).Select(start.AddDays)];
        var utilities = hours.GroupBy(h => h.Utility, StringComparer.Ordinal)
            .Select(own => Of(own.Key, window, [.. own], [.. peers.Where(p => string.Equals(p.Utility, own.Key, StringComparison.Ordinal))]));
        return TypedResults.Ok(new Curves(window, [.. utilities], signals));
    }

    private static Utility Of(string name, DateOnly[] window, List<Hour> hours, List<PeerDay> peers)
    {
        var scale = string.Equals(name, "water", StringComparison.Ordinal) ? 1_000 : 1;
        var unit = name switch { "water" => "L", "electricity" => "kWh", _ => "m³" };
        var byDay = hours.Where(h => h.Mark is not "gap").GroupBy(h => h.Day).ToDictionary(d => d.Key, d => d.Sum(h => h.Used) * scale);
        var peerDays = peers.ToDictionary(p => p.Day);
        var week = hours.Where(h => h.Mark is not "gap").ToLookup(h => (((int)h.Day.DayOfWeek + 6) % 7 * 24) + h.LocalHour);
        var marks = hours.Where(h => h.Mark.Length > 0).GroupBy(h => (h.Day, h.Mark)).Select(g => new Mark(g.Key.Day, g.Key.Mark, g.Count()))
            .Concat(window.Except(hours.Select(h => h.Day)).Select(day => new Mark(day, "gap", 24)));
        return new Utility(
            name,
            unit,
            [.. window.Select(day => byDay.TryGetValue(day, out var used) ? used : (double?)null)],
            [.. window.Select(day => peerDays.GetValueOrDefault(day)?.Low * scale)],
            [.. window.Select(day => peerDays.GetValueOrDefault(day)?.Median * scale)],
            [.. window.Select(day => peerDays.GetValueOrDefault(day)?.High * scale)],
            peers.Count == 0 ? 0 : peers.Max(p => p.Homes),
            [.. Enumerable.Range(0, 7 * 24).Select(slot => week.Contains(slot) ? week[slot].Average(h => h.Used) * scale : (double?)null)],
            [.. marks.OrderBy(m => m.Day).ThenBy(m => m.Kind, StringComparer.Ordinal)]);
    }

    private static DateOnly DayOf(object value) => value is DateOnly day ? day : DateOnly.FromDateTime(Convert.ToDateTime(value, CultureInfo.InvariantCulture));

    private static async Task<List<TRow>> ListAsync<TRow>(
        IWarehouse warehouse, string statement, WarehouseParameters parameters, Func<System.Data.Common.DbDataReader, TRow> map, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        await foreach (var row in warehouse.QueryAsync(DashboardsSql.Read(statement), parameters, map, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }
}
