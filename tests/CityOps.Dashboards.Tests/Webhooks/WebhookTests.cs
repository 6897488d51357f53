using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Storage;
using CityOps.Dashboards.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Dashboards.Tests.Webhooks;

/// <summary>Webhooks to a real web server, with time in the test's hands.</summary>
public sealed class WebhookTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["CityOps:Webhooks:Send"] = "false",
        ["CityOps:Webhooks:AllowHttp"] = "true",
        ["CityOps:Webhooks:AllowedNetworks:0"] = "127.0.0.0/8",
        ["CityOps:Webhooks:MaxAttempts"] = "3",
    };

    private readonly FakeTimeProvider _time = new(Some.Noon);

    [Fact]
    public async Task A_change_is_told_with_a_signature_that_the_secret_verifies_and_names_no_subject()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await StartAsync();
        var secret = (await SubscribeAsync(server, new { name = "grid", url = receiver.Url, kinds = new[] { "opened" } })).GetProperty("secret").GetString()!;
        await server.SuspectAsync(Some.Suspicion(subject: "1234567890123456789"));

        await StepAsync(server);

        var message = await receiver.NextAsync();
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{message.Id}.{message.Timestamp}.{message.Body}")));
        Assert.Equal(expected, message.Signature);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), message.Timestamp);
        Assert.Contains("CASE-", message.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567890123456789", message.Body, StringComparison.Ordinal);
        Assert.True(receiver.IsEmpty, "evidence_added was not asked for");
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_neither_another_nor_the_next_round()
    {
        using var hangs = new ManualResetEventSlim();
        await using var slow = await Receiver.StartAsync(_ =>
        {
            hangs.Wait();
            return (204, "");
        });
        await using var quick = await Receiver.StartAsync();
        await using var server = await StartAsync();
        await SubscribeAsync(server, new { name = "slow", url = slow.Url, kinds = new[] { "opened" } });
        await SubscribeAsync(server, new { name = "quick", url = quick.Url, kinds = new[] { "opened" } });
        var (planner, sender) = (server.App.Services.GetRequiredService<WebhookPlanner>(), server.App.Services.GetRequiredService<WebhookSender>());
        var begun = new List<Task<int>>();

        for (var round = 1; round <= 2; round++)
        {
            await server.SuspectAsync(Some.Suspicion(subject: $"{round}"));
            await planner.PlanAsync(default);
            begun.AddRange(await sender.StartDueAsync(default));
            await quick.NextAsync();
        }

        Assert.Equal(3, begun.Count);
        Assert.Contains(begun, task => !task.IsCompleted);
        hangs.Set();
        Assert.Equal(3, (await Task.WhenAll(begun)).Sum());
    }

    [Fact]
    public async Task What_fails_is_tried_again_later_then_given_up_and_delivered_again_on_demand_under_the_same_id()
    {
        var up = false;
        await using var receiver = await Receiver.StartAsync(_ => up ? (204, "") : (503, ""));
        await using var server = await StartAsync();
        var id = (await SubscribeAsync(server, new { name = "grid", url = receiver.Url, kinds = new[] { "opened" } })).GetProperty("webhook_id").GetString();
        await server.SuspectAsync(Some.Suspicion());

        await StepAsync(server);
        Assert.Equal(0, await SendAsync(server));
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(1, await SendAsync(server));
        }

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await SendAsync(server));
        Assert.Equal(("dead", 3, 503), await LastAsync(server, id!));

        up = true;
        using var admin = server.Client(Roles.SystemAdmin);
        var again = await (await admin.PostAsync($"/api/v1/webhooks/{id}/redelivery", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(1, again.GetProperty("deliveries").GetInt32());
        Assert.Equal(1, await SendAsync(server));
        Assert.Equal(("delivered", 1, 204), await LastAsync(server, id!));
        Assert.Single(receiver.Seen.Select(seen => seen.Id).Distinct());
    }

    [Fact]
    public async Task A_storm_is_one_digest_and_what_comes_in_a_full_window_waits_for_its_end()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await StartAsync();
        await SubscribeAsync(server, new { name = "grid", url = receiver.Url, kinds = new[] { "triaged" }, digest_over = 2, digest_window_seconds = 60 });
        var cases = await server.SuspectAsync([.. Enumerable.Range(1, 9).Select(i => Some.Suspicion(subject: $"{i}"))]);

        await TakeUpAsync(0, 5);
        Assert.Equal(5, Data(await receiver.NextAsync()).GetProperty("changes").GetInt32());

        await TakeUpAsync(5, 1);
        Assert.Contains("case.changed", (await receiver.NextAsync()).Body, StringComparison.Ordinal);

        await TakeUpAsync(6, 3);
        Assert.True(receiver.IsEmpty, "two messages went out in this minute");
        _time.Advance(TimeSpan.FromSeconds(61));
        await StepAsync(server);
        Assert.Equal(3, Data(await receiver.NextAsync()).GetProperty("changes").GetInt32());

        async Task TakeUpAsync(int from, int count)
        {
            using var analyst = server.Client(Roles.Analyst);
            foreach (var taken in cases.Skip(from).Take(count))
            {
                (await analyst.PostAsJsonAsync($"/api/v1/cases/{taken.CaseId}/triage", new { })).EnsureSuccessStatusCode();
            }

            await StepAsync(server);
        }
    }

    [Fact]
    public async Task Quiet_hours_hold_messages_back_until_they_are_over_but_never_from_staff_on_duty()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var onDuty = await Receiver.StartAsync();
        await using var server = await StartAsync();

        // It is noon in the district.
        await SubscribeAsync(server, new { name = "sleeps", url = receiver.Url, kinds = new[] { "opened" }, quiet_from = "11:00", quiet_to = "13:00" });
        await SubscribeAsync(server, new { name = "on duty", url = onDuty.Url, kinds = new[] { "opened" }, quiet_from = "11:00", quiet_to = "13:00", on_duty = true });
        await server.SuspectAsync(Some.Suspicion());

        await StepAsync(server);
        await onDuty.NextAsync();
        Assert.True(receiver.IsEmpty);

        _time.Advance(TimeSpan.FromHours(1));
        await StepAsync(server);
        await receiver.NextAsync();
    }

    [Fact]
    public async Task A_process_that_dies_after_planning_or_in_an_attempt_leaves_every_message_to_the_next_one()
    {
        var answers = 0;
        await using var receiver = await Receiver.StartAsync(_ => Interlocked.Increment(ref answers) is 1 ? (500, "") : (204, ""));
        var first = await StartAsync();
        await SubscribeAsync(first, new { name = "grid", url = receiver.Url, kinds = new[] { "opened" } });
        await first.SuspectAsync(Some.Suspicion(subject: "1"), Some.Suspicion(subject: "2"));
        Assert.Equal(2, await first.App.Services.GetRequiredService<WebhookPlanner>().PlanAsync(default));
        await using (var db = first.App.Services.GetRequiredService<IOperationsDbFactory>().Create())
        {
            // As a kill between the claim of an attempt and its answer leaves it.
            var claimed = db.Deliveries.OrderBy(d => d.DeliveryId).First();
            (claimed.Attempts, claimed.NextAttemptAt) = (1, _time.GetUtcNow().AddSeconds(20));
            await db.SaveChangesAsync();
        }

        var folder = await first.LeaveAsync();
        await using var second = await StartAsync(folder);
        Assert.Equal(0, await second.App.Services.GetRequiredService<WebhookPlanner>().PlanAsync(default));
        _time.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(second);
        _time.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(second);

        Assert.Equal(2, receiver.Seen.Where(seen => seen.Status == 204).Select(seen => seen.Id).Distinct().Count());
        Assert.Equal(3, receiver.Seen.Count);
    }

    [Fact]
    public async Task A_wecom_robot_gets_markdown_and_its_errcode_counts_not_its_status()
    {
        var code = 45009;
        await using var robot = await Receiver.StartAsync(_ => (200, $$"""{"errcode":{{code}},"errmsg":"x"}"""));
        await using var server = await StartAsync();
        var id = (await SubscribeAsync(server, new { name = "群", url = robot.Url + "?key=abc", format = "wecom_markdown", kinds = new[] { "opened" } })).GetProperty("webhook_id").GetString()!;
        await server.SuspectAsync(Some.Suspicion());

        await StepAsync(server);
        var content = JsonDocument.Parse((await robot.NextAsync()).Body).RootElement;
        Assert.Equal("markdown", content.GetProperty("msgtype").GetString());
        Assert.Contains("群租房 · 发现", content.GetProperty("markdown").GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal(("pending", 1, 200), await LastAsync(server, id));

        code = 0;
        _time.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(server);
        Assert.Equal(("delivered", 2, 200), await LastAsync(server, id));
        using var admin = server.Client(Roles.SystemAdmin);
        Assert.DoesNotContain("abc", await admin.GetStringAsync("/api/v1/webhooks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_in_a_private_network_is_not_reached_unless_the_configuration_names_it()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var server = await StartAsync(settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["CityOps:Webhooks:Send"] = "false",
            ["CityOps:Webhooks:AllowHttp"] = "true",
        });
        var id = (await SubscribeAsync(server, new { name = "inside", url = receiver.Url, kinds = new[] { "opened" } })).GetProperty("webhook_id").GetString()!;
        await server.SuspectAsync(Some.Suspicion());

        await StepAsync(server);

        Assert.True(receiver.IsEmpty);
        using var admin = server.Client(Roles.SystemAdmin);
        Assert.Contains("not on the public internet", await admin.GetStringAsync($"/api/v1/webhooks/{id}/deliveries"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2400:3200::1", true)]
    public void Only_the_public_internet_may_be_reached(string address, bool allowed) =>
        Assert.Equal(allowed, new PublicNetworks([]).MayReach(IPAddress.Parse(address)));

    [Theory]
    [InlineData("""{"name":"x","url":"ftp://example.org"}""", "url")]
    [InlineData("""{"name":"x","url":"https://user@example.org"}""", "url")]
    [InlineData("""{"name":"x","url":"https://example.org","format":"fax"}""", "wecom_markdown")]
    [InlineData("""{"name":"x","url":"https://example.org","quiet_from":"25:00","quiet_to":"07:00"}""", "HH:mm")]
    [InlineData("""{"name":"x","url":"https://example.org","digest_over":0}""", "1 to 1,000")]
    public async Task A_subscription_that_cannot_work_is_400_and_says_why(string body, string said)
    {
        using var admin = shared.Server.Client(Roles.SystemAdmin);

        var answer = await admin.PostAsync("/api/v1/webhooks", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<Server> StartAsync(string? folder = null, Dictionary<string, string?>? settings = null) => Server.StartAsync(
        folder ?? Directory.CreateTempSubdirectory("cityops-web-").FullName, settings ?? Settings, services: s => s.AddSingleton<TimeProvider>(_time));

    private static async Task<JsonElement> SubscribeAsync(Server server, object body)
    {
        using var admin = server.Client(Roles.SystemAdmin);
        var answer = await admin.PostAsJsonAsync("/api/v1/webhooks", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task StepAsync(Server server)
    {
        await server.App.Services.GetRequiredService<WebhookPlanner>().PlanAsync(default);
        await SendAsync(server);
    }

    private static Task<int> SendAsync(Server server) => server.App.Services.GetRequiredService<WebhookSender>().SendDueAsync(default);

    private static async Task<(string? State, int Attempts, int Status)> LastAsync(Server server, string id)
    {
        using var admin = server.Client(Roles.SystemAdmin);
        var last = (await admin.GetFromJsonAsync<JsonElement>($"/api/v1/webhooks/{id}/deliveries"))[0];
        return (last.GetProperty("state").GetString(), last.GetProperty("attempts").GetInt32(), last.GetProperty("last_status").GetInt32());
    }

    private static JsonElement Data(Receiver.Message message) => JsonDocument.Parse(message.Body).RootElement.GetProperty("data");
}
