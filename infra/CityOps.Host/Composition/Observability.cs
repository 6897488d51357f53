using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Serilog;
using Serilog.Events;

namespace CityOps.Host.Composition;

/// <summary>Logs (Serilog: the terminal, and a file a day in <c>logs/</c>) and metrics (OpenTelemetry, scraped at <c>/metrics</c>).</summary>
internal static class Observability
{
    private const int KeptLogDays = 14;

    public static void Add(WebApplicationBuilder builder, HostSettings settings)
    {
        LogEventLevel? aside = settings.LogsToStandardError ? LogEventLevel.Verbose : null;
        var level = Enum.Parse<LogEventLevel>(builder.Configuration["CityOps:Log:Level"] ?? nameof(LogEventLevel.Information), ignoreCase: true);
        builder.Services.AddSerilog(
            log => log
                .MinimumLevel.Is(level)
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                .MinimumLevel.Override("Hangfire", LogEventLevel.Warning)
                .WriteTo.Logger(terminal => terminal.Filter.ByExcluding(IsFailedStart).WriteTo.Console(
                    outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}", formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: aside))
                .WriteTo.File(
                    new Serilog.Formatting.Json.JsonFormatter(),
                    Path.Combine(settings.Folder.Path, "logs", "cityops-.json"),
                    rollingInterval: RollingInterval.Day,
                    retainedFileCountLimit: KeptLogDays),
            preserveStaticLogger: true);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("CityOps.*")
            .AddAspNetCoreInstrumentation()
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
    }

    // The command itself says it at the terminal, in a sentence; the file has it with its stack.
    private static bool IsFailedStart(LogEvent entry) =>
        entry.Properties.GetValueOrDefault("EventId") is StructureValue id
        && id.Properties.Any(p => p is { Name: "Name", Value: ScalarValue { Value: "HostedServiceStartupFaulted" } });

    public static void Map(WebApplication app) => app.MapPrometheusScrapingEndpoint().RequireAuthorization(Dashboards.Auth.Policies.MetricsRead);
}
