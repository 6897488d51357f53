using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Contracts.Events;
using CityOps.Dashboards.Auth;
using CityOps.Identity;
using CityOps.Identity.Audit;
using CityOps.Identity.Sealing;
using CityOps.Pipelines.DeadLetters;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

public sealed class DeadLetterTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_list_says_why_and_where_from_and_never_what_it_holds()
    {
        await using var server = await StartAsync(Letter(1), Letter(2), Letter(3));
        using var client = server.Client(Roles.Auditor);

        var text = await client.GetStringAsync("/api/v1/dead-letters?topic=meter-readings&open=true&limit=2");
        using var page = JsonDocument.Parse(text);

        Assert.Equal(2, page.RootElement.GetProperty("dead_letters").GetArrayLength());
        Assert.Equal(3, page.RootElement.GetProperty("counts")[0].GetProperty("letters").GetInt64());
        Assert.DoesNotContain("sealed", text, StringComparison.Ordinal);
        Assert.Equal(new DeadLetterFilter("cityops.meter-readings.v1", OpenOnly: true), Book(server).Asked);
        var next = page.RootElement.GetProperty("next").GetString();
        var rest = await client.GetFromJsonAsync<JsonElement>($"/api/v1/dead-letters?limit=2&before={next}");
        Assert.Equal(1, rest.GetProperty("dead_letters").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Theory]
    [InlineData("since=yesterday", "since")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=5000", "limit")]
    [InlineData("before=abc", "before")]
    [InlineData("before=99999999999999999.x", "before")]
    public async Task A_parameter_that_makes_no_sense_is_named(string query, string field)
    {
        using var client = shared.Server.Client(Roles.SystemAdmin);

        var answer = await client.GetAsync("/api/v1/dead-letters?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"'{field}'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_is_in_the_audit_log_with_its_reason_before_anything_is_shown()
    {
        // A seal that does not open: what was asked for stays unseen, yet it was written down.
        await using var server = await StartAsync(Letter(1) with { SealedPayload = Convert.ToBase64String(new byte[64]) });
        using var client = server.Client(Roles.SecurityAdmin);

        var answer = await client.PostAsJsonAsync($"/api/v1/dead-letters/{Letter(1).Id}/open", new { reason = "format of head-end B" });

        Assert.False(answer.IsSuccessStatusCode);
        var entry = Assert.Single(await AuditAsync(server));
        Assert.Equal(("dead_letter_opened", Roles.SecurityAdmin, "format of head-end B"), (entry.Action, entry.Role, entry.Reason));
        Assert.StartsWith(Letter(1).Id, entry.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_shows_the_payload_to_whoever_may_and_gave_a_reason()
    {
        await using var server = await StartAsync(Letter(1));
        using var client = server.Client(Roles.SecurityAdmin);
        using var admin = server.Client(Roles.SystemAdmin);
        var path = $"/api/v1/dead-letters/{Letter(1).Id}/open";

        var unexplained = await client.PostAsJsonAsync(path, new { reason = "  " });
        var forbidden = await admin.PostAsJsonAsync(path, new { reason = "because I can" });
        var unknown = await client.PostAsJsonAsync("/api/v1/dead-letters/0000000000000000/open", new { reason = "format of head-end B" });
        Assert.Empty(await AuditAsync(server));
        var opened = await (await client.PostAsJsonAsync(path, new { reason = "format of head-end B" })).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (unexplained.StatusCode, forbidden.StatusCode, unknown.StatusCode));
        Assert.Equal("row 1", opened.GetProperty("text").GetString());
        Assert.Single(await AuditAsync(server));
    }

    [Fact]
    public async Task Sending_again_is_audited_first_says_what_became_of_each_and_twice_is_once()
    {
        await using var server = await StartAsync(Letter(1), Letter(2));
        using var client = server.Client(Roles.SystemAdmin);
        var auditedBefore = 0;
        Book(server).OnAct = _ => auditedBefore = AuditAsync(server).GetAwaiter().GetResult().Count;

        var first = await PostAsync(client, new { ids = new[] { Letter(1).Id, "0000000000000000" }, note = "decoder mended" });
        Assert.Equal(1, auditedBefore);
        var second = await PostAsync(client, new { topic = "meter-readings" });

        Assert.Equal((1, 1), (first.GetProperty("requeued").GetInt32(), first.GetProperty("unknown").GetInt32()));
        Assert.Equal((1, 1), (second.GetProperty("requeued").GetInt32(), second.GetProperty("already_requeued").GetInt32()));
        Assert.Equal(["a system_admin", "a system_admin"], Book(server).Requeued.Select(r => r.By));
        var entries = await AuditAsync(server);
        Assert.Equal(["dead_letter_requeued", "dead_letter_requeued"], entries.Select(e => e.Action));
        Assert.Equal("decoder mended", entries[0].Reason);
    }

    [Fact]
    public async Task Sending_nothing_in_particular_is_refused()
    {
        await using var server = await StartAsync(Letter(1));
        using var client = server.Client(Roles.SystemAdmin);

        var answer = await client.PostAsJsonAsync("/api/v1/dead-letters/requeue", new { field = "utility" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(Book(server).Requeued);
    }

    private static DeadLetter Letter(int row) =>
        new("cityops.meter-readings.v1", "upload:a", row, "utility", "no such word", SealedPayload: null, At.AddMinutes(row), "application/json");

    private static async Task<Server> StartAsync(params DeadLetter[] letters) => await Server.StartAsync(services: services => services.AddSingleton<IDeadLetterBook>(provider =>
        new StandingDeadLetters([.. letters.Select(l => l.SealedPayload is null ? provider.GetRequiredService<IPayloadSeal>().Seal(l, System.Text.Encoding.UTF8.GetBytes($"row {l.Row}")) : l)])));

    private static StandingDeadLetters Book(Server server) => (StandingDeadLetters)server.App.Services.GetRequiredService<IDeadLetterBook>();

    private static async Task<JsonElement> PostAsync(HttpClient client, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/dead-letters/requeue", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<List<AuditEntry>> AuditAsync(Server server)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(0, CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
