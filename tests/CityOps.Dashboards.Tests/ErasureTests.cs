using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Privacy;
using CityOps.Dashboards.Storage;
using CityOps.Identity.Audit;
using CityOps.Identity.Photos;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>What is erased with a household beside the vault's own rows.</summary>
public sealed class ErasureTests
{
    [Fact]
    public async Task Photos_and_what_callers_said_are_gone_with_their_subject_and_leave_a_proof()
    {
        await using var server = await Server.StartAsync();
        var services = server.App.Services;
        var erased = (await server.SuspectAsync(Some.Suspicion("11"))).Single().CaseId;
        var (photos, audit) = (services.GetRequiredService<IPhotoVault>(), services.GetRequiredService<IAuditLog>());
        await photos.AddAsync(new NewPhoto("wang", Roles.Inspector, "WO-1", erased, Guid.NewGuid(), "image/jpeg", [1, 2, 3], new PhotoFacts()), default);
        await photos.AddAsync(new NewPhoto("wang", Roles.Inspector, "WO-2", "CASE-OTHER", Guid.NewGuid(), "image/jpeg", [1, 2, 3], new PhotoFacts()), default);
        using var sender = server.Client(Roles.Ingest);
        using var analyst = server.Client(Roles.Analyst);
        var (gone, kept) = (await ReportAsync(sender, "1", "11"), await ReportAsync(sender, "2", "12"));

        var traces = new HouseholdTraces(services.GetRequiredService<ICaseworkDbFactory>(), services.GetRequiredService<IOperationsDbFactory>(), photos);
        var counted = await traces.EraseAsync("11", new AuditEvent("li", "security_admin", AuditAction.VaultErased, "11", "request 7"), default);
        var again = await traces.EraseAsync("11", new AuditEvent("li", "security_admin", AuditAction.VaultErased, "11", "request 7"), default);

        Assert.Equal(((1, 1), (0, 0)), (counted, again));
        Assert.Empty(await photos.ListAsync("WO-1", default));
        Assert.Single(await photos.ListAsync("WO-2", default));
        Assert.Equal(HttpStatusCode.Gone, (await analyst.PostAsJsonAsync($"/api/v1/reports/{gone}/opening", new { reason = "to call back" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await analyst.PostAsJsonAsync($"/api/v1/reports/{kept}/opening", new { reason = "to call back" })).StatusCode);
        Assert.Contains(await audit.ReadAsync(1, default).ToListAsync(), e => e is { Action: "photo_erased", Actor: "li" } && e.Subject.StartsWith("WO-1 ", StringComparison.Ordinal) && e.Reason.StartsWith("request 7, SHA-256 ", StringComparison.Ordinal));
    }

    private static async Task<string?> ReportAsync(HttpClient sender, string number, string truck)
    {
        var answer = await sender.PostAsJsonAsync("/api/v1/intake/12345", new { external_id = number, scenario = "muck-truck", text = "a truck", truck_id = truck });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("request_id").GetString();
    }
}
