using CityOps.Casework.Elements;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.GroupRental;
using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.Indicators.Facts;
using CityOps.Dashboards.MuckTruck;
using CityOps.Dashboards.Storage;
using CityOps.Dashboards.Webhooks;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CityOps.Dashboards.Tests.Storage;

/// <summary>The operations database on both servers: the same rows go in and the same figures come out.</summary>
public sealed class OperationsDbTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_indicator_and_claim_works_on_both_servers(bool postgres)
    {
        await using var server = await Database.StartAsync(postgres);
        await server.Factory.MigrateAsync(default);
        await server.Factory.MigrateAsync(default);
        await using (var db = server.Factory.Create())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.LockAsync("facts", default);
            db.CaseFacts.Add(new() { CaseId = "CASE-1", Scenario = "group-rental", Stage = "closed", OpenedAt = Some.Noon, FiledAt = Some.Noon, ClosedAt = Some.Noon, MissedDeadlines = 0 });
            db.OrderFacts.Add(new() { WorkOrderId = "WO-1", CaseId = "CASE-1", Scenario = "group-rental", CreatedAt = Some.Noon, DueAt = Some.Noon, HandledAt = Some.Noon, Suspended = false });
            db.VisitFacts.Add(Visit(1, "confirmed"));
            db.VisitFacts.Add(Visit(2, "not_found"));
            db.CheckFacts.Add(new() { CaseId = "CASE-1", Sequence = 3, Scenario = "group-rental", At = Some.Noon, Passed = true });
            db.StageSpans.Add(new() { CaseId = "CASE-1", Sequence = 1, Scenario = "group-rental", Stage = "detected", EnteredAt = Some.Noon, LeftAt = Some.Noon.AddHours(3) });
            db.Deliveries.Add(new()
            {
                DeliveryId = "msg_1",
                WebhookId = "wh_1",
                Type = "test",
                Body = "{}",
                Changes = 0,
                CreatedAt = Some.Noon,
                State = DeliveryStates.Pending,
                Attempts = 0,
                NextAttemptAt = Some.Noon,
            });
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        var report = await ReportAsync(server.Factory);
        await using var read = server.Factory.Create();
        var claimed = await read.Deliveries.Where(d => d.State == DeliveryStates.Pending && d.NextAttemptAt == Some.Noon)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Attempts, 1).SetProperty(d => d.NextAttemptAt, Some.Noon.AddSeconds(20)));

        Assert.Equal(1, claimed);
        Assert.Equal((0.5, 1.0, 2.0, 3.0), (report["model_precision"], report["on_time_handling_rate"], report["visits_per_dwelling"], report["time_in_detected"]));
        Assert.Equal((0.5, 0.0, 1.0), (report["fruitless_visit_rate"], report["rework_rate"], report["on_time_closing_rate"]));
    }

    private static VisitFactRow Visit(long sequence, string outcome) => new()
    {
        CaseId = "CASE-1",
        Sequence = sequence,
        WorkOrderId = "WO-1",
        Scenario = "group-rental",
        Subject = "42",
        At = Some.Noon,
        Outcome = outcome,
        ModelVersion = "m-1",
        FoundBy = "model",
    };

    private static async Task<Dictionary<string, double?>> ReportAsync(IOperationsDbFactory databases)
    {
        var catalog = new IndicatorCatalog(new CaseElements(new ScenarioCatalog([new GroupRentalScenario(), new MuckTruckScenario()])));
        var query = new IndicatorQuery(new(Some.Noon.AddDays(-1), Some.Noon.AddDays(1)), [], [], null, null, null, NodaTime.DateTimeZoneProviders.Tzdb["Asia/Shanghai"]);
        var report = await new IndicatorReports(catalog, databases).ComputeAsync(query, [], default);
        return report.Rows.Single().Indicators.ToDictionary(pair => pair.Key, pair => pair.Value.Value);
    }

    private sealed class Database(IOperationsDbFactory factory, Func<Task> drop) : IAsyncDisposable
    {
        public IOperationsDbFactory Factory => factory;

        public static async Task<Database> StartAsync(bool postgres)
        {
            if (!postgres)
            {
                var folder = Directory.CreateTempSubdirectory("operations-").FullName;
                return new(new SqliteOperationsDbFactory(Path.Combine(folder, "operations.db")), () => Task.Run(() => Directory.Delete(folder, recursive: true)));
            }

            var admin = Environment.GetEnvironmentVariable("CITYOPS_TEST_POSTGRES");
            Assert.SkipWhen(string.IsNullOrEmpty(admin), "CITYOPS_TEST_POSTGRES names no PostgreSQL server.");
            var name = "operations_" + Guid.NewGuid().ToString("N");
            await ExecuteAsync(admin!, $"CREATE DATABASE {name}");
            return new(
                new PostgresOperationsDbFactory(new NpgsqlConnectionStringBuilder(admin) { Database = name }.ToString()),
                () => ExecuteAsync(admin!, $"DROP DATABASE {name} WITH (FORCE)"));
        }

        public async ValueTask DisposeAsync() => await drop();

        private static async Task ExecuteAsync(string connectionString, string sql)
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
