using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using CityOps.Models.Registry;
using CityOps.Models.Tests;
using CityOps.Pipelines.Trucks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>What muck trucks are scored by, in the models' endpoints: two scores a version, put to work and taken back together.</summary>
public sealed class MuckTruckModelTests
{
    private const string Models = "/api/v1/models/muck-truck";
    private const string Why = "learnt from a larger fleet";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scientists_leaders_and_auditors_read_them_and_nobody_but_scientists_changes_them()
    {
        await using var server = await Server.StartAsync();
        var version = SomeFleet.Register(RegistryOf(server), seed: 1);
        foreach (var role in Roles.All)
        {
            using var client = server.Client(role);
            var reads = role is Roles.Scientist or Roles.Leader or Roles.Auditor ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            foreach (var path in new[] { "", "?score=dust", $"/versions/{version}?score=dust", "/training-runs" })
            {
                Assert.Equal((role, path, reads), (role, path, (await client.GetAsync(Models + path, Cancel)).StatusCode));
            }

            var changes = role is Roles.Scientist ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden;
            Assert.Equal((role, changes), (role, await PostAsync(client, $"/versions/{version}/promote", new { reason = "short" })));
            Assert.Equal((role, changes), (role, await PostAsync(client, "/rollback", new { reason = "short" })));
        }

        Assert.Null(RegistryOf(server).VersionOf(ModelRegistry.Champion));
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_sees_or_changes_them()
    {
        await using var server = await Server.StartAsync();
        using var client = server.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Models, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(client, "/rollback", new { reason = Why }));
    }

    [Fact]
    public async Task A_version_shows_either_score_with_intervals_and_plots()
    {
        await using var server = await Server.StartAsync();
        var version = SomeFleet.Register(RegistryOf(server), seed: 1);
        using var client = server.Client(Roles.Scientist);

        var all = (await client.GetFromJsonAsync<JsonElement>("/api/v1/models", Cancel)).GetProperty("scenarios").EnumerateArray().ToList();
        Assert.Equal([("group-rental", 0), ("muck-truck", 2)], all.Select(s => (s.GetProperty("scenario").GetString(), s.GetProperty("scores").GetArrayLength())));
        var list = await GetAsync(client, "");
        Assert.Equal(["spillage", "dust"], list.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(("spillage", JsonValueKind.Null, JsonValueKind.Null), (list.GetProperty("score").GetString(), list.GetProperty("champion").ValueKind, list.GetProperty("rolls_back_to").ValueKind));
        var abilities = list.GetProperty("abilities");
        Assert.Equal((false, "cityops train muck-truck"), (abilities.GetProperty("trains_here").GetBoolean(), abilities.GetProperty("training_command").GetString()));

        var (spillage, dust) = (await GetAsync(client, $"/versions/{version}?score=spillage"), await GetAsync(client, $"/versions/{version}?score=dust"));
        foreach (var detail in new[] { spillage, dust })
        {
            var figure = detail.GetProperty("version").GetProperty("figures")[0];
            Assert.Equal("average_precision", figure.GetProperty("name").GetString());
            Assert.True(figure.GetProperty("low").GetDouble() < figure.GetProperty("high").GetDouble());
            Assert.Equal(10, detail.GetProperty("reliability").GetArrayLength());
            Assert.NotEqual(0, detail.GetProperty("precision_by_budget").GetArrayLength());
            Assert.Contains(version, detail.GetProperty("card").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal("weight_loss_kg", spillage.GetProperty("features")[3].GetString());
        Assert.Equal("rise_ugm3", dust.GetProperty("features")[0].GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(Models + "?score=noise", Cancel)).StatusCode);
        Assert.Contains("spillage, dust", await (await client.GetAsync($"{Models}/versions/{version}?score=noise", Cancel)).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_kept_its_figures_in_short_alone_shows_those_and_makes_up_no_interval()
    {
        await using var server = await Server.StartAsync();
        var archive = SomeFleet.Model(SomeFleet.Judged(seed: 1)).ToArchive();
        var version = RegistryOf(server).Add(archive, """{"origin":"simulated","seed":7,"judged_passes":80,"dusty_passes":9,"average_precision":0.9,"average_precision_dust":0.7}"""u8.ToArray());
        using var client = server.Client(Roles.Scientist);

        var detail = await GetAsync(client, $"/versions/{version}?score=dust");

        var figure = Assert.Single(detail.GetProperty("version").GetProperty("figures").EnumerateArray());
        Assert.Equal((0.7, JsonValueKind.Null), (figure.GetProperty("value").GetDouble(), figure.GetProperty("low").ValueKind));
        Assert.Equal((80, 9, 7), (Number("held_out"), Number("held_out_positives"), Number("seed")));
        Assert.Equal((0, 0), (detail.GetProperty("reliability").GetArrayLength(), detail.GetProperty("precision_by_budget").GetArrayLength()));

        int Number(string name) => detail.GetProperty("version").GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task A_worse_version_takes_two_people_a_rollback_one_and_each_decision_is_in_the_audit_log()
    {
        await using var server = await Server.StartAsync();
        var registry = RegistryOf(server);
        var (good, bad) = (SomeFleet.Register(registry, seed: 1), SomeFleet.Register(registry, seed: 2, noise: 1));
        using var one = server.Named("one", Roles.Scientist);
        using var two = server.Named("two", Roles.Scientist);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(one, $"/versions/{good}/promote", new { reason = Why }));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(one, "/rollback", new { reason = "nothing to go back to" }));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(one, $"/versions/{bad}/promote", new { reason = Why }));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(one, $"/versions/{bad}/promote", new { reason = Why, despite_gate = true }));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(one, $"/versions/{bad}/promote", new { reason = Why, despite_gate = true }));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(two, $"/versions/{bad}/promote", new { reason = Why, despite_gate = true }));
        Assert.Equal(good, (await GetAsync(one, "")).GetProperty("rolls_back_to").GetString());
        Assert.Equal(HttpStatusCode.OK, await PostAsync(one, "/rollback", new { reason = "too many spills that are none" }));
        Assert.Equal((good, JsonValueKind.Null), ((await GetAsync(one, "")).GetProperty("champion").GetString(), (await GetAsync(one, "")).GetProperty("rolls_back_to").ValueKind));

        var audited = await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, Cancel).Where(e => e.Action is "model_promoted").Select(e => (e.Actor, e.Subject)).ToListAsync(Cancel);
        Assert.Contains(("one", $"muck-truck {good}"), audited);
        Assert.Contains(("two", $"muck-truck {bad} despite the gate"), audited);
        Assert.Contains(("one", "muck-truck rollback"), audited);
    }

    [Fact]
    public async Task What_they_cannot_do_is_409_and_says_what_does_it()
    {
        await using var server = await Server.StartAsync();
        var version = SomeFleet.Register(RegistryOf(server), seed: 1);
        using var client = server.Client(Roles.Scientist);

        var train = await client.PostAsJsonAsync(Models + "/training-runs", new { }, Cancel);
        Assert.Equal(HttpStatusCode.Conflict, train.StatusCode);
        Assert.Contains("cityops train muck-truck", await train.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(client, $"/versions/{version}/challenge", new { }));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(client, "/drift", new { }));
        Assert.Equal(HttpStatusCode.Conflict, (await client.GetAsync(Models + "/features", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await client.GetAsync(Models + "/comparison", Cancel)).StatusCode);
        Assert.Equal(JsonValueKind.Null, (await GetAsync(client, "/drift")).GetProperty("latest").ValueKind);
    }

    private static ModelRegistry RegistryOf(Server server) => TruckPipeline.RegistryOf(server.App.Services.GetRequiredService<IConfiguration>());

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, object body) => (await client.PostAsJsonAsync(Models + path, body, Cancel)).StatusCode;

    private static Task<JsonElement> GetAsync(HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>(Models + path, Cancel);
}
