using CityOps.Dashboards.Auth;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
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
        services.AddSingleton<ScoringRuns>();
        services.AddTransient<DailyScoring>();
        services.AddTransient<RingDeadlines>();
        // Hangfire would keep both in statics, where hosts in one process (tests, an embedded API) would run each other's jobs.
        services.AddSingleton<JobStorage>(_ => Storage(database));
        services.AddSingleton<JobActivator>(host => new AspNetCoreJobActivator(host.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(hangfire =>
            hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
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

    private static JobStorage Storage(IConfiguration database)
    {
        if (!string.Equals(database["Provider"], "postgres", StringComparison.Ordinal))
        {
            return new InMemoryStorage();
        }

        var options = new PostgreSqlStorageOptions();
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(database["ConnectionString"], options), options);
    }
}
