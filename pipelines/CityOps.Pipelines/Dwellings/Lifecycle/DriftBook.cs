using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Dwellings.Lifecycle;

/// <summary>Keeps what was measured of drift, in the warehouse.</summary>
internal sealed class DriftBook(IWarehouse warehouse)
{
    private static readonly string DriftSql = SqlText.Read("Dwellings.Lifecycle.Sql.Drift.sql");
    private static readonly TimestampType Instant = new(TimeUnit.Millisecond, "UTC");
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task KeepAsync(DriftReport report, CancellationToken cancellationToken)
    {
        var at = new TimestampArray.Builder(Instant).Append(report.MeasuredAt);
        using var batch = new RecordBatch.Builder()
            .Append("scenario", false, new StringArray.Builder().Append(GroupRentalScoringJob.Scenario).Build())
            .Append("measured_at", false, at.Build())
            .Append("model_version", false, new StringArray.Builder().Append(report.Version).Build())
            .Append("is_alert", false, new UInt8Array.Builder().Append(report.IsAlert ? (byte)1 : (byte)0).Build())
            .Append("moved", false, new UInt16Array.Builder().Append((ushort)report.Features.Count(f => f.IsAlert)).Build())
            .Append("probability_psi", false, new DoubleArray.Builder().Append(ProbabilityOf(report) ?? double.NaN).Build())
            .Append("report", false, new StringArray.Builder().Append(JsonSerializer.Serialize(report, Json)).Build())
            .Append("version", false, new UInt64Array.Builder().Append((ulong)report.MeasuredAt.ToUnixTimeMilliseconds()).Build())
            .Build();
        await warehouse.InsertAsync("model_drift", [batch], InsertMode.Again, cancellationToken);
    }

    /// <summary>The newest report with the measurements before it; null where nothing was measured.</summary>
    public async Task<DriftHistory?> ReadAsync(CancellationToken cancellationToken)
    {
        DriftReport? latest = null;
        var points = new List<DriftPoint>();
        var parameters = new WarehouseParameters { ["scenario"] = GroupRentalScoringJob.Scenario };
        await foreach (var (point, report) in warehouse.QueryAsync(DriftSql, parameters, Read, cancellationToken))
        {
            latest ??= JsonSerializer.Deserialize<DriftReport>(report, Json);
            points.Add(point);
        }

        return latest is null ? null : new DriftHistory(latest, points);
    }

    private static (DriftPoint Point, string Report) Read(System.Data.Common.DbDataReader row) => (
        new DriftPoint(
            new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(0), DateTimeKind.Utc)),
            row.GetString(1),
            Convert.ToInt32(row.GetValue(2), CultureInfo.InvariantCulture) == 1,
            Convert.ToInt32(row.GetValue(3), CultureInfo.InvariantCulture),
            ModelFigures.Known(row.GetDouble(4))),
        row.GetString(5));

    private static double? ProbabilityOf(DriftReport report) =>
        report.Scores.FirstOrDefault(s => string.Equals(s.Name, Models.GroupRental.TrainingProfile.Probability, StringComparison.Ordinal))?.Psi;
}
