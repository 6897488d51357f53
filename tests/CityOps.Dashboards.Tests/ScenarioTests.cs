using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Scenarios;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

public sealed class ScenarioTests
{
    [Fact]
    public async Task A_third_scenario_adds_an_endpoint_under_its_own_path_and_policy()
    {
        await using var server = await Server.StartAsync(more: new Third(new GatedJob()));

        Assert.Equal("here", await server.Client(Roles.Scientist).GetStringAsync("/api/v1/scenarios/third/where"));
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Client(Roles.Analyst).GetAsync("/api/v1/scenarios/third/where")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client().GetAsync("/api/v1/scenarios/third/where")).StatusCode);
    }

    [Fact]
    public async Task Scoring_on_demand_answers_with_its_counts_and_takes_the_instant()
    {
        var job = new GatedJob();
        job.Gate.SetResult();
        await using var server = await Server.StartAsync(more: new Third(job));

        var answer = await server.Client(Roles.SystemAdmin).PostAsync("/api/v1/scenarios/third/score?as_of=2026-03-01T08:00:00%2B08:00", null);

        Assert.Equal(3, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("scored").GetInt32());
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), job.AsOf);
    }

    [Fact]
    public async Task A_second_run_while_one_is_under_way_is_409()
    {
        var job = new GatedJob();
        await using var server = await Server.StartAsync(more: new Third(job));
        using var client = server.Client(Roles.SystemAdmin);

        var first = client.PostAsync("/api/v1/scenarios/third/score", null);
        await job.Started.Task;
        var second = await client.PostAsync("/api/v1/scenarios/third/score", null);
        job.Gate.SetResult();

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
    }

    [Fact]
    public async Task A_scenario_without_a_scoring_job_is_404_and_names_those_with_one()
    {
        await using var server = await Server.StartAsync(more: new Third(new GatedJob()));

        var answer = await server.Client(Roles.SystemAdmin).PostAsync("/api/v1/scenarios/unheard-of/score", null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("third", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Landing_progress_says_what_waits_and_why()
    {
        var landing = new StandingLanding(
            new LandingPosition(new TopicPartition("cityops.weather.v1", 0), 4, 4, 0, 0, 10, PartitionState.Running, null),
            new LandingPosition(new TopicPartition("cityops.trucks.v1", 1), 4, 9, 50, 2.5, 10, PartitionState.Retrying, "the warehouse does not answer"));
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<ILandingProgress>(landing));
        using var client = server.Client(Roles.Ingest);

        var all = await client.GetFromJsonAsync<JsonElement>("/api/v1/landing/progress");
        var one = await client.GetFromJsonAsync<JsonElement>("/api/v1/landing/progress?topic=cityops.weather.v1");

        Assert.False(all.GetProperty("settled").GetBoolean());
        Assert.Equal(5, all.GetProperty("partitions")[1].GetProperty("lag_messages").GetInt64());
        Assert.Equal("retrying", all.GetProperty("partitions")[1].GetProperty("state").GetString());
        Assert.True(one.GetProperty("settled").GetBoolean());
    }

    private sealed class Third(GatedJob job) : IScenario
    {
        public string Name => "third";

        public void Contribute(IScenarioParts parts)
        {
            parts.Add(new EndpointsPart(Name, Policies.ModelsPromote, routes => routes.MapGet("/where", () => "here")));
            parts.Add(new ScoringJobPart(Name, _ => job));
        }
    }

    private sealed class GatedJob : IScoringJob
    {
        public TaskCompletionSource Started { get; } = new();

        public TaskCompletionSource Gate { get; } = new();

        public DateTimeOffset AsOf { get; private set; }

        public async Task<ScoringSummary> ScoreAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
        {
            AsOf = asOf;
            Started.SetResult();
            await Gate.Task.WaitAsync(cancellationToken);
            return new ScoringSummary(3, 1, 0);
        }
    }
}
