using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Models.Registry;
using CityOps.Pipelines.ModelLifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Dashboards.Tests;

public sealed class ModelTests : IDisposable
{
    private const string Models = "/api/v1/models/third";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-third-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Scientists_leaders_and_auditors_read_models_and_only_scientists_change_them()
    {
        await using var server = await StartAsync(new ScriptedLifecycle(_folder.FullName));
        foreach (var (role, reads, changes) in ((string, HttpStatusCode, HttpStatusCode)[])
        [
            (Roles.Scientist, HttpStatusCode.OK, HttpStatusCode.BadRequest),
            (Roles.Leader, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.Auditor, HttpStatusCode.OK, HttpStatusCode.Forbidden),
            (Roles.Analyst, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (Roles.SystemAdmin, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
        ])
        {
            using var client = server.Client(role);
            Assert.Equal(reads, (await client.GetAsync(Models)).StatusCode);
            Assert.Equal(changes, (await client.PostAsJsonAsync(Models + "/versions/b/promote", new { reason = "short" })).StatusCode);
            Assert.Equal(changes, (await client.PostAsJsonAsync(Models + "/rollback", new { })).StatusCode);
        }
    }

    [Fact]
    public async Task Versions_say_which_one_scores_and_a_figure_that_cannot_be_said_is_null()
    {
        await using var server = await StartAsync(new ScriptedLifecycle(_folder.FullName));
        var answer = await server.Client(Roles.Scientist).GetFromJsonAsync<JsonElement>(Models);

        Assert.Equal(("a", JsonValueKind.Null), (answer.GetProperty("champion").GetString(), answer.GetProperty("challenger").ValueKind));
        var figure = answer.GetProperty("versions")[0].GetProperty("figures")[0];
        Assert.Equal((0.9, JsonValueKind.Null), (figure.GetProperty("value").GetDouble(), figure.GetProperty("low").ValueKind));
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_names_what_is()
    {
        await using var server = await StartAsync(new ScriptedLifecycle(_folder.FullName));
        using var client = server.Client(Roles.Scientist);

        var scenario = await client.GetAsync("/api/v1/models/fourth");
        Assert.Equal(HttpStatusCode.NotFound, scenario.StatusCode);
        Assert.Contains("third", await scenario.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Models + "/versions/zzz")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Models + "/training-runs/zzz")).StatusCode);
    }

    [Fact]
    public async Task A_worse_version_is_409_with_the_figures_and_two_people_can_use_it()
    {
        var lifecycle = new ScriptedLifecycle(_folder.FullName);
        await using var server = await StartAsync(lifecycle);
        using var client = server.Client(Roles.Scientist);
        const string Reason = "fewer families among the flagged";

        var refused = await client.PostAsJsonAsync(Models + "/versions/b/promote", new { reason = Reason });
        var waits = await client.PostAsJsonAsync(Models + "/versions/b/promote", new { reason = Reason, despite_gate = true });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(problem.GetProperty("figures")[0].GetProperty("is_worse").GetBoolean());
        Assert.Contains("0.900 → 0.500", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, waits.StatusCode);
        Assert.Equal("waits_for_second_person", (await waits.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        Assert.All(lifecycle.Asked, a => Assert.Equal(("a scientist", Reason), a));
    }

    [Fact]
    public async Task A_training_run_is_followed_to_its_version_and_a_second_one_waits()
    {
        var lifecycle = new ScriptedLifecycle(_folder.FullName);
        await using var server = await StartAsync(lifecycle);
        using var client = server.Client(Roles.Scientist);

        var started = await client.PostAsJsonAsync(Models + "/training-runs", new { seed = 3 });
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        await lifecycle.Training.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var second = await client.PostAsJsonAsync(Models + "/training-runs", new { });
        var halfway = await client.GetFromJsonAsync<JsonElement>(started.Headers.Location);
        lifecycle.Gate.SetResult();

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(("running", "learning", 0.5, "a scientist", 3), (Text(halfway, "state"), Text(halfway, "step"), halfway.GetProperty("done").GetDouble(), Text(halfway, "started_by"), halfway.GetProperty("seed").GetInt32()));
        var over = await OverAsync(client, started.Headers.Location!);
        Assert.Equal(("succeeded", "c"), (Text(over, "state"), Text(over, "version")));
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>(Models + "/training-runs")).GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task Too_few_visits_end_a_run_as_refused_with_the_reason()
    {
        var lifecycle = new ScriptedLifecycle(_folder.FullName) { Refusal = "Training needs at least 30 confirmed visits; there are 2." };
        lifecycle.Gate.SetResult();
        await using var server = await StartAsync(lifecycle);
        using var client = server.Client(Roles.Scientist);

        var started = await client.PostAsJsonAsync(Models + "/training-runs", new { });
        var over = await OverAsync(client, started.Headers.Location!);

        Assert.Equal(("refused", lifecycle.Refusal), (Text(over, "state"), Text(over, "reason")));
    }

    [Fact]
    public async Task An_alert_of_drift_degrades_health_until_it_is_over()
    {
        var lifecycle = new ScriptedLifecycle(_folder.FullName) { Alerts = ["probability has moved."] };
        await using var server = await StartAsync(lifecycle);
        using var client = server.Client(Roles.SystemAdmin);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(server));

        var report = await (await client.PostAsync(Models + "/drift", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(report.GetProperty("is_alert").GetBoolean());
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(server));

        lifecycle.Alerts = [];
        await client.PostAsync(Models + "/drift", null);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(server));
    }

    [Fact]
    public async Task What_was_measured_before_a_restart_still_degrades()
    {
        var lifecycle = new ScriptedLifecycle(_folder.FullName) { Alerts = ["probability has moved."] };
        await lifecycle.MeasureDriftAsync(Some.Noon, CancellationToken.None);
        await using var server = await StartAsync(lifecycle);

        Assert.Equal(HealthStatus.Degraded, await HealthAsync(server));
    }

    [Fact]
    public async Task Features_go_out_in_the_format_that_was_asked_for()
    {
        await using var server = await StartAsync(new ScriptedLifecycle(_folder.FullName));
        using var client = server.Client(Roles.Scientist);

        var parquet = await client.GetAsync(Models + "/features?as_of=2026-03-01T00:00:00Z");
        Assert.Equal("application/vnd.apache.parquet", parquet.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Parquet 2026-03-01", await parquet.Content.ReadAsStringAsync());
        Assert.Equal("application/vnd.apache.arrow.stream", (await client.GetAsync(Models + "/features?format=arrow")).Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(Models + "/features?format=excel")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client(Roles.Leader).GetAsync(Models + "/features")).StatusCode);
    }

    private static Task<Server> StartAsync(IModelLifecycle lifecycle) => Server.StartAsync(more: new Third(lifecycle));

    private static async Task<HealthStatus> HealthAsync(Server server) =>
        (await server.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name is "models")).Status;

    private static async Task<JsonElement> OverAsync(HttpClient client, Uri run)
    {
        while (true)
        {
            var answer = await client.GetFromJsonAsync<JsonElement>(run, new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
            if (Text(answer, "state") is not ("queued" or "running"))
            {
                return answer;
            }

            await Task.Delay(20);
        }
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private sealed class Third(IModelLifecycle lifecycle) : IScenario
    {
        public string Name => "third";

        public void Contribute(IScenarioParts parts) => parts.Add(new ModelsPart(Name, _ => lifecycle));
    }

    /// <summary>A third scenario's models, that do as they are told.</summary>
    private sealed class ScriptedLifecycle(string folder) : IModelLifecycle
    {
        private DriftReport? _measured;

        public TaskCompletionSource Training { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? Refusal { get; init; }

        public IReadOnlyList<string> Alerts { get; set; } = [];

        public List<(string By, string Reason)> Asked { get; } = [];

        public string Folder => folder;

        public string? RollsBackTo { get; init; }

        public WaitingPromotion? Waiting { get; init; }

        public string? ChampionProblem() => null;

        public IReadOnlyList<ModelVersion> Versions(string? score = null) =>
            [new("a", ["champion"], Some.Noon, "labels", "", 1, null, 100, 20, 5, [new("average_precision", 0.9, null, null)])];

        public ModelVersionDetail? Describe(string version, string? score = null) => null;

        public Task<ModelComparison> CompareAsync(string? champion, string? challenger, CancellationToken cancellationToken) => throw new ModelRequestException("No version scores in shadow.");

        public Task<DriftHistory?> DriftAsync(CancellationToken cancellationToken) => Task.FromResult(_measured is null ? null : new DriftHistory(_measured, []));

        public Task<DriftReport> MeasureDriftAsync(DateTimeOffset asOf, CancellationToken cancellationToken) =>
            Task.FromResult(_measured = new DriftReport("a", "labels", asOf, 500, Alerts.Count > 0, Alerts, [], [], null));

        public async Task<string> TrainAsync(TrainingOrder order, IProgress<TrainingStep> progress, CancellationToken cancellationToken)
        {
            progress.Report(new TrainingStep("learning", 0.5));
            Training.TrySetResult();
            await Gate.Task;
            return Refusal is null ? "c" : throw new ModelRequestException(Refusal);
        }

        public PromotionResult Promote(string version, string by, string reason, bool despiteGate)
        {
            Asked.Add((by, reason));
            return new(despiteGate ? PromotionState.WaitsForSecondPerson : PromotionState.Refused, version, "a", [new("average_precision", 0.9, 0.5, IsWorse: true)], "It is worse.");
        }

        public PromotionResult RollBack(string by, string reason) => throw new NotSupportedException();

        public void Challenge(string version) => throw new NotSupportedException();

        public async Task ExportFeaturesAsync(DateTimeOffset asOf, ExportFormat format, Stream to, CancellationToken cancellationToken)
        {
            await using var writer = new StreamWriter(to, leaveOpen: true);
            await writer.WriteAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{format} {asOf:yyyy-MM-dd}"));
        }
    }
}
