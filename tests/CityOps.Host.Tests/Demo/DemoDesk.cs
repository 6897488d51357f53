using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Casework;
using CityOps.Casework.Domain;
using CityOps.Casework.GroupRental;
using CityOps.Casework.MuckTruck;
using CityOps.Casework.Queries;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.Host.Demo;
using CityOps.Identity;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CityOps.Host.Tests.Demo;

/// <summary>The demonstration's people at a real desk: real casework, identity and log in a folder of its own. The districts' models are scripted.</summary>
internal sealed class DemoDesk : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly IHost _host;
    private readonly string _folder;

    private DemoDesk(IHost host, string folder) => (_host, _folder) = (host, folder);

    public DemoTruth Truth => Get<DemoTruth>();

    public ICaseQueries Cases => Get<ICaseQueries>();

    public IIdentityVault Vault => Get<IIdentityVault>();

    public static async Task<DemoDesk> OpenAsync(ScriptedModels models)
    {
        var folder = Directory.CreateTempSubdirectory("cityops-demo-desk-").FullName;
        models.Folder = Path.Combine(folder, "models", "group-rental");
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("CityOps:DataFolder", folder), new("CityOps:Casework:PollMs", "20"), new("CityOps:Casework:OutboxGatherMs", "1")]);
        builder.Services.AddSingleton(new ScenarioCatalog([new Two(models)])).AddSingleton<ILandingProgress>(new Landed()).AddSingleton<DemoTruth>().AddSingleton<DemoHands>().AddSingleton<DemoChallenger>()
            .AddCityOpsEventLog(builder.Configuration).AddCityOpsIdentity(builder.Configuration).AddCityOpsCasework(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return new DemoDesk(host, folder);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public T Make<T>()
        where T : class => ActivatorUtilities.CreateInstance<T>(_host.Services);

    /// <summary>Puts suspicions on the log, and returns once each has its case.</summary>
    public async Task SuspectAsync(params IReadOnlyList<Suspicion> suspicions)
    {
        var log = Get<IEventLog>();
        await log.EnsureTopicAsync("cityops.suspicions.v1", 1, CancellationToken.None);
        await log.AppendAsync("cityops.suspicions.v1", [.. suspicions.Select(s => new LogAppend(0, default, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(s, Json)), []))], CancellationToken.None);
        while ((await AllAsync()).Count < suspicions.Count)
        {
            await Task.Delay(20);
        }
    }

    public async Task<IReadOnlyList<CaseSummary>> AllAsync() => (await Cases.ListAsync(new CaseFilter(OpenOnly: false), new CasePageRequest(Limit: 500), CancellationToken.None)).Cases;

    public async Task<int> CountAsync(CaseStage stage) => (await AllAsync()).Count(c => c.Stage == stage);

    /// <summary>Lets a part of the demonstration do all it does.</summary>
    public static async Task WorkAsync(BackgroundService part)
    {
        await part.StartAsync(CancellationToken.None);
        await part.ExecuteTask!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Two(ScriptedModels models) : IScenario
    {
        public string Name => "group-rental";

        public void Contribute(IScenarioParts parts)
        {
            GroupRentalElements.AddTo(parts);
            MuckTruckElements.AddTo(parts);
            parts.Add(new ModelsPart(Name, _ => models));
            parts.Add(new ScoringJobPart(Name, _ => models));
        }
    }

    private sealed class Landed : ILandingProgress
    {
        public ValueTask<IReadOnlyList<LandingPosition>> PositionsAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<LandingPosition>>([]);

        public Task WaitAsync(string topic, IProgress<IReadOnlyList<LandingPosition>>? progress, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
