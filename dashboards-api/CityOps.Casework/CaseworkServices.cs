using CityOps.Casework.Commands;
using CityOps.Casework.Deadlines;
using CityOps.Casework.Dispatch;
using CityOps.Casework.Elements;
using CityOps.Casework.Feed;
using CityOps.Casework.LawfulUses;
using CityOps.Casework.Outbox;
using CityOps.Casework.Queries;
using CityOps.Casework.Storage;
using CityOps.Casework.Suspicions;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CityOps.Casework;

public static class CaseworkServices
{
    /// <summary>
    /// Adds <see cref="ICaseCommands"/>, <see cref="ICaseQueries"/>, <see cref="ICaseFeed"/>, the consumer of suspicions, the outbox, the migration at
    /// start and the health check <c>casework</c>. Needs <c>IEventLog</c>, <c>IPayloadSeal</c> and <c>ScenarioCatalog</c>.
    /// </summary>
    public static IServiceCollection AddCityOpsCasework(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<CaseworkOptions>().Bind(configuration.GetSection(CaseworkOptions.Section))
            .Validate(o => o.Database.Provider is "sqlite" or "postgres", "CityOps:Database:Provider is 'sqlite' or 'postgres'.")
            .Validate(o => o.IsPostgres || Path.IsPathFullyQualified(o.DataFolder), "CityOps:DataFolder must be an absolute path.")
            .Validate(o => !o.IsPostgres || o.Database.ConnectionString.Length > 0, "CityOps:Database:ConnectionString is needed for postgres.")
            .Validate(o => DateTimeZoneProviders.Tzdb.GetZoneOrNull(o.TimeZone) is not null, "CityOps:TimeZone is not an IANA time zone.")
            .Validate(
                o => o.Casework.Calendar is { WorkdayStartHour: >= 0, WorkdayEndHour: <= 24 } c && c.WorkdayStartHour < c.WorkdayEndHour,
                "CityOps:Casework:Calendar: 0 <= WorkdayStartHour < WorkdayEndHour <= 24.")
            .ValidateOnStart();
        services.AddOptions<CaseworkTuning>().Bind(configuration.GetSection("CityOps:Casework")).ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton<CaseElements>();
        services.AddSingleton(CalendarOf);
        services.AddSingleton(DatabasesOf);
        services.AddSingleton<CaseworkSignals>();
        services.AddSingleton<CaseworkWriter>();
        services.AddSingleton<CaseworkMetrics>();
        services.AddSingleton<ICaseCommands>(s => new CaseCommands(
            s.GetRequiredService<CaseworkWriter>(), s.GetRequiredService<CaseElements>(), s.GetRequiredService<WorkCalendar>(),
            s.GetRequiredService<IOptions<CaseworkTuning>>().Value.KnownUnitsOnly));
        services.AddSingleton<ICaseQueries, CaseQueries>();
        services.AddSingleton<IWorkOrderQueries, WorkOrderQueries>();
        services.AddSingleton<ICaseSearch, CaseSearch>();
        services.AddSingleton(s => new DeadlineRunner(
            s.GetRequiredService<CaseworkWriter>(), s.GetRequiredService<ICaseworkDbFactory>(), s.GetRequiredService<CaseElements>(), s.GetRequiredService<WorkCalendar>(),
            s.GetRequiredService<IOptions<CaseworkTuning>>(), s.GetRequiredService<CaseworkMetrics>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<DeadlineRunner>>()));

        services.AddSingleton<CaseworkMigrator>();
        services.AddHostedService(s => s.GetRequiredService<CaseworkMigrator>());
        services.AddSingleton(s => new ElementStore(
            s.GetRequiredService<ICaseworkDbFactory>(), s.GetRequiredService<CaseworkWriter>(), s.GetRequiredService<CaseElements>(), s.GetRequiredService<WorkCalendar>()));
        services.AddHostedService(s => s.GetRequiredService<ElementStore>());
        services.AddSingleton(s => new LawfulUseRegister(
            s.GetRequiredService<ICaseworkDbFactory>(), s.GetRequiredService<CaseworkWriter>(), s.GetRequiredService<CaseElements>(), s.GetRequiredService<WorkCalendar>(),
            s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DispatchDesk>();
        services.AddSingleton(s => new RuleDispatch(
            s.GetRequiredService<CaseworkWriter>(), s.GetRequiredService<ICaseworkDbFactory>(), s.GetRequiredService<CaseElements>(), s.GetRequiredService<WorkCalendar>()));
        services.AddSingleton<CaseFeed>();
        services.AddSingleton<ICaseFeed>(s => s.GetRequiredService<CaseFeed>());
        services.AddHostedService(s => s.GetRequiredService<CaseFeed>());
        services.AddSingleton<SuspicionDeadLetters>();
        services.AddSingleton<ISuspicionSink, SuspicionSink>();
        services.TryAddSingleton<ConsumerMetrics>();
        services.AddSingleton<IConsumerProgress, SuspicionPositions>();
        services.AddHostedService<SuspicionConsumer>();
        services.AddSingleton<OutboxRelay>();
        services.AddHostedService(s => s.GetRequiredService<OutboxRelay>());
        services.AddSingleton<CaseworkHealth>();
        services.AddHealthChecks().AddCheck<CaseworkHealth>("casework");
        return services;
    }

    private static WorkCalendar CalendarOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<CaseworkOptions>>().Value;
        var calendar = options.Casework.Calendar;
        return new WorkCalendar(DateTimeZoneProviders.Tzdb[options.TimeZone], calendar, calendar.UsePublicHolidays ? PublicHolidays.Days : null);
    }

    private static ICaseworkDbFactory DatabasesOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<CaseworkOptions>>().Value;
        if (options.IsPostgres)
        {
            return new PostgresDbFactory(options.Database.ConnectionString);
        }

        Directory.CreateDirectory(options.DataFolder);
        return new SqliteDbFactory(Path.Combine(options.DataFolder, "casework.db"));
    }
}
