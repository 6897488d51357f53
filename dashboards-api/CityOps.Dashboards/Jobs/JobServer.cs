using CityOps.Dashboards.Auth;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Jobs;

/// <summary>
/// Hangfire: what is due is kept in memory in one process, and in PostgreSQL where several share it. Jobs are re-declared at each start, so memory
/// loses nothing but history.
/// </summary>
internal static class JobServer
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var database = configuration.GetSection("CityOps:Database");
        var postgres = string.Equals(database["Provider"], "postgres", StringComparison.Ordinal);
        services.AddSingleton<ScoringRuns>();
        services.AddTransient<DailyScoring>();
        services.AddTransient<RingDeadlines>();
        services.AddHangfire(hangfire =>
        {
            hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            if (postgres)
            {
                hangfire.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(database["ConnectionString"]));
            }
            else
            {
                hangfire.UseInMemoryStorage();
            }
        });
        services.AddHangfireServer(server =>
        {
            // Scoring is heavy and one run a scenario is enough.
            server.WorkerCount = 2;
            server.ServerName = "cityops";
        });
        services.AddHostedService<RecurringJobs>();
        // Hangfire's own page takes part in the antiforgery of the host when there is one.
        services.AddAntiforgery();
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapHangfireDashboard("/jobs", new DashboardOptions { Authorization = [], AppPath = "/", DisplayStorageConnectionString = false, DashboardTitle = "CityOps" })
            .RequireAuthorization(Policies.JobsManage);
}
