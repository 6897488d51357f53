using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Casework;
using CityOps.Casework.Feed;
using CityOps.Casework.Queries;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.GroupRental;
using CityOps.Dashboards.MuckTruck;
using CityOps.EventLog;
using CityOps.Identity;
using CityOps.Pipelines;
using CityOps.Pipelines.DeadLetters;
using CityOps.Pipelines.Landing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CityOps.Dashboards.Tests;

/// <summary>
/// The pages and the API in a real web server on a free port, over real casework, identity and event log in a data folder of its own.
/// </summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly string _folder;
    private int _suspected;

    private Server(WebApplication app, string folder)
    {
        App = app;
        _folder = folder;
        Address = new Uri(app.Urls.First());
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public static async Task<Server> StartAsync(
        bool demo = false, string web = "", Action<IServiceCollection>? services = null, params IReadOnlyList<IScenario> more) =>
        await StartAsync(Directory.CreateTempSubdirectory("cityops-web-").FullName, new Dictionary<string, string?>(StringComparer.Ordinal), demo, web, services, more);

    /// <summary>One over PostgreSQL, whatever the others use; the test is skipped where there is none.</summary>
    public static async Task<Server> StartOnPostgresAsync(Action<IServiceCollection>? services = null)
    {
        TestDatabase.SkipWithoutPostgres();
        var folder = Directory.CreateTempSubdirectory("cityops-web-").FullName;
        return await StartAsync(folder, await TestDatabase.SettingsAsync(folder, postgres: true), services: services);
    }

    /// <summary>A server over a folder that another may have left.</summary>
    public static async Task<Server> StartAsync(
        string folder, IReadOnlyDictionary<string, string?> settings, bool demo = false, string web = "", Action<IServiceCollection>? services = null,
        params IReadOnlyList<IScenario> more)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["CityOps:DataFolder"] = folder,
            ["CityOps:EventLog:Partitions"] = "1",
            ["CityOps:Dashboards:WebFolder"] = web,
            ["CityOps:Dashboards:SignInsAMinute"] = "1000",

            // Stories about what comes after a decision begin with it. EvidenceFirstTests has it as it is shipped.
            ["CityOps:Dashboards:EvidenceFirst"] = "false",
            ["CityOps:Demo"] = demo ? "true" : "false",
        });
        builder.Configuration.AddInMemoryCollection(await TestDatabase.SettingsAsync(folder, TestDatabase.IsPostgres));
        builder.Configuration.AddInMemoryCollection(settings);
        services?.Invoke(builder.Services);
        builder.Services.TryAddSingleton(new ScenarioCatalog([new GroupRentalScenario(), new MuckTruckScenario(), .. more]));
        builder.Services.TryAddSingleton<ILandingProgress>(new StandingLanding());
        builder.Services.TryAddSingleton<IDeadLetterBook>(new StandingDeadLetters());
        builder.Services.AddSingleton<ContractCatalog>();
        builder.Services.AddCityOpsIdentity(builder.Configuration);
        builder.Services.AddCityOpsEventLog(builder.Configuration);
        builder.Services.AddCityOpsCasework(builder.Configuration);
        builder.Services.AddConsumerWatch(builder.Configuration);
        builder.Services.AddCityOpsDashboards(builder.Configuration);
        var app = builder.Build();
        app.UseCityOpsDashboards();
        app.MapDashboards();
        await app.StartAsync();
        return new Server(app, folder);
    }

    /// <summary>A client that follows no redirect and keeps no cookie.</summary>
    public HttpClient Client(params string[] roles)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (roles.Length > 0)
        {
            var token = App.Services.GetRequiredService<TokenIssuer>().Issue(roles, $"a {roles[0]}", TimeSpan.FromMinutes(5));
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        return client;
    }

    /// <summary>A client of one person by name, whose token lasts so long by the server's clock; five minutes where nothing is said.</summary>
    public HttpClient Named(string name, string role, TimeSpan? lifetime = null)
    {
        var client = Client();
        var token = App.Services.GetRequiredService<TokenIssuer>().Issue(role, name, lifetime ?? TimeSpan.FromMinutes(5));
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>Puts suspicions on the log, as pipelines do, and returns once casework has made cases of them.</summary>
    public async Task<IReadOnlyList<CaseSummary>> SuspectAsync(params Suspicion[] suspicions)
    {
        var log = App.Services.GetRequiredService<IEventLog>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await log.EnsureTopicAsync("cityops.suspicions.v1", 1, patience.Token);
        await using var feed = App.Services.GetRequiredService<ICaseFeed>().SubscribeAsync(0, patience.Token).GetAsyncEnumerator(patience.Token);
        foreach (var suspicion in suspicions)
        {
            var value = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(suspicion, Json));
            await log.AppendAsync("cityops.suspicions.v1", [new LogAppend(0, default, value, [])], patience.Token);
        }

        _suspected += suspicions.Length;
        var seen = 0;
        while (seen < _suspected && await feed.MoveNextAsync())
        {
            seen += feed.Current.Change?.Kind == "evidence_added" ? 1 : 0;
        }

        return (await App.Services.GetRequiredService<ICaseQueries>().ListAsync(new CaseFilter(OpenOnly: false), new CasePageRequest(Limit: 500), patience.Token)).Cases;
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await TestDatabase.DropAsync(_folder);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ends the process's worth of services and leaves the folder to the next.</summary>
    public async Task<string> LeaveAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        return _folder;
    }
}
