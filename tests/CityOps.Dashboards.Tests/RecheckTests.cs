using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests;

/// <summary>The second look after a notice, over HTTP.</summary>
public sealed class RecheckTests
{
    [Fact]
    public async Task Who_was_sent_looks_again_with_a_picture_that_there_is_and_no_other_inspector_does()
    {
        await using var server = await Server.StartAsync();
        var order = await RevealTests.DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector);
        using var other = server.Named("zhao", Roles.Inspector);
        using var reviewer = server.Client(Roles.Reviewer);
        var id = (await DoAsync(wang, $"work-orders/{order}/outcome", new { outcome = "confirmed", people_found = 9, rooms_used = 3 })).GetProperty("case_id").GetString();
        await DoAsync(reviewer, $"cases/{id}/verification", new { passed = true });
        await DoAsync(reviewer, $"cases/{id}/rectification", new { notice_code = "rectification", due_at = DateTimeOffset.UtcNow.AddDays(7) });
        var photo = PhotoTests.Jpeg("second look");
        var hash = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(photo));
        Task<HttpResponseMessage> LookAsync(HttpClient who, string reference) => who.PostAsJsonAsync($"/api/v1/cases/{id}/recheck", new { rectified = true, evidence = new[] { reference } });

        Assert.Equal(HttpStatusCode.Forbidden, (await LookAsync(other, "media:1")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await LookAsync(wang, hash)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await LookAsync(wang, $"paper {hash}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await wang.PostAsJsonAsync("/api/v1/cases/CASE-000000000000/recheck", new { rectified = true, evidence = new[] { hash } })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await wang.PostAsync($"/api/v1/work-orders/{order}/photos", PhotoTests.Form(photo, Guid.NewGuid()))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await LookAsync(wang, hash)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await wang.PostAsync($"/api/v1/work-orders/{order}/photos", PhotoTests.Form(PhotoTests.Jpeg("too late"), Guid.NewGuid()))).StatusCode);
    }

    private static async Task<JsonElement> DoAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/" + path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
