using System.Globalization;
using CityOps.Models.Evaluation;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Warehouse;
using static CityOps.Pipelines.Dwellings.Lifecycle.ModelFigures;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>Whether visits confirm as often as they did, and as often as the probabilities had promised.</summary>
internal sealed class OutcomeDriftReader(IWarehouse warehouse, DriftOptions options)
{
    private const int TimesBefore = 4;

    private static readonly string OutcomesSql = SqlText.Read("Dwellings.Lifecycle.Sql.Outcomes.sql");
    private static readonly string ExpectedSql = SqlText.Read("Dwellings.Lifecycle.Sql.Expected.sql");

    /// <summary>Null where nobody visited lately.</summary>
    public async Task<OutcomeDrift?> ReadAsync(string version, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var recent = asOf.AddDays(-options.OutcomeDays);
        var before = recent.AddDays(-TimesBefore * options.OutcomeDays);
        var parameters = new WarehouseParameters
        {
            ["scenario"] = GroupRentalScoringJob.Scenario,
            ["model"] = version,
            ["before"] = before.UtcDateTime,
            ["recent"] = recent.UtcDateTime,
            ["to"] = asOf.UtcDateTime,
        };
        var rates = new Dictionary<bool, Rate>();
        await foreach (var (isRecent, rate) in warehouse.QueryAsync(OutcomesSql, parameters, r => (Whole(r, 0) == 1, new Rate(Whole(r, 2), Whole(r, 1))), cancellationToken))
        {
            rates[isRecent] = rate;
        }

        var (now, then) = (rates.GetValueOrDefault(true), rates.GetValueOrDefault(false));
        if (now.Trials == 0)
        {
            return null;
        }

        var errors = now.Trials >= options.FewestVisits && then.Trials >= options.FewestVisits ? now.StandardErrorsAbove(then) : double.NaN;
        return new OutcomeDrift(
            Share(now, recent, asOf), Share(then, before, recent), await ExpectedAsync(parameters, cancellationToken), Known(errors), Math.Abs(errors) > options.MaxStandardErrors);
    }

    private async Task<double?> ExpectedAsync(WarehouseParameters parameters, CancellationToken cancellationToken)
    {
        await foreach (var (expected, visits) in warehouse.QueryAsync(ExpectedSql, parameters, r => (r.IsDBNull(0) ? double.NaN : r.GetDouble(0), Whole(r, 1)), cancellationToken))
        {
            return visits > 0 ? Known(expected) : null;
        }

        return null;
    }

    private static OutcomeShare Share(Rate rate, DateTimeOffset from, DateTimeOffset to) =>
        new(from, to, rate.Trials, rate.Hits, Known(rate.Value), Known(rate.Low), Known(rate.High));

    private static int Whole(System.Data.Common.DbDataReader row, int at) => Convert.ToInt32(row.GetValue(at), CultureInfo.InvariantCulture);
}
