using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Shifts;

public sealed class HandoverTests
{
    [Fact]
    public async Task A_handover_is_drafted_by_the_system_instructed_and_signed_by_both_shifts()
    {
        await using var server = await Server.StartAsync();
        await server.SuspectAsync(Some.Suspicion(subject: "1"), Some.Suspicion("T-1", "muck-truck", evidence: """{"town":"塘桥","kind":"device_fault"}"""));
        using var outgoing = server.Client(Roles.Analyst);
        using var incoming = server.Client(Roles.Leader);

        var draft = await PostAsync(outgoing, "handover", new { });
        var id = draft.GetProperty("handover_id").GetString();
        Assert.Equal(2, draft.GetProperty("draft").GetProperty("unfinished").EnumerateArray().Sum(c => c.GetProperty("cases").GetInt32()));
        Assert.Equal("muck-truck", draft.GetProperty("draft").GetProperty("mutes")[0].GetProperty("scenario").GetString());
        Assert.Equal(1, draft.GetProperty("draft").GetProperty("due_soon_total").GetInt32());

        await PostAsync(outgoing, $"handover/{id}/instructions", new { instructions = "Watch the south gate." });
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(incoming, $"handover/{id}/signature", new { side = "incoming" }));
        var signed = await PostAsync(outgoing, $"handover/{id}/signature", new { side = "outgoing" });
        Assert.Equal("signed_out", signed.GetProperty("state").GetString());

        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(outgoing, $"handover/{id}/instructions", new { instructions = "Changed my mind." }));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(outgoing, $"handover/{id}/signature", new { side = "incoming" }));
        var complete = await PostAsync(incoming, $"handover/{id}/signature", new { side = "incoming" });

        Assert.Equal(("complete", "Watch the south gate."), (complete.GetProperty("state").GetString(), complete.GetProperty("instructions").GetString()));
        Assert.Equal(signed.GetProperty("signed_hash").GetString(), complete.GetProperty("signed_hash").GetString());
        var log = await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).Where(e => e.Action is "handover_signed").ToListAsync();
        Assert.Equal([$"{id} outgoing", $"{id} incoming"], log.Select(e => e.Subject));
        Assert.All(log, e => Assert.Equal($"SHA-256 {signed.GetProperty("signed_hash").GetString()}", e.Reason));
        Assert.NotEqual(id, (await PostAsync(outgoing, "handover", new { })).GetProperty("handover_id").GetString());
    }

    [Fact]
    public async Task An_unsigned_draft_is_drafted_anew_and_keeps_its_instructions()
    {
        await using var server = await Server.StartAsync();
        using var analyst = server.Client(Roles.Analyst);

        var first = await PostAsync(analyst, "handover", new { instructions = "Call the depot." });
        await server.SuspectAsync(Some.Suspicion());
        var second = await PostAsync(analyst, "handover", new { });

        Assert.Equal(first.GetProperty("handover_id").GetString(), second.GetProperty("handover_id").GetString());
        Assert.Equal("Call the depot.", second.GetProperty("instructions").GetString());
        Assert.Equal(1, second.GetProperty("draft").GetProperty("unfinished")[0].GetProperty("cases").GetInt32());
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/shifts/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, object body) =>
        (await client.PostAsJsonAsync("/api/v1/shifts/" + path, body)).StatusCode;
}
