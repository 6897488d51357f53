using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>Sites and permits are registered with a reason that the audit log keeps; what cannot be meant is refused by field.</summary>
public sealed class RegisterTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    private const string Sites = "/api/v1/scenarios/muck-truck/register/sites";
    private const string Permits = "/api/v1/scenarios/muck-truck/register/permits";
    private const string Ring = "POLYGON((121.60 31.20, 121.61 31.20, 121.61 31.21, 121.60 31.20))";

    [Fact]
    public async Task A_site_and_a_permit_are_registered_from_now_on_and_audited()
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SystemAdmin);

        var site = await admin.PostAsJsonAsync(Sites, new { site_id = "S-9", name = "临时消纳场", kind = "disposal", polygon_wkt = Ring, reason = "approved for a trial" });
        var permit = await admin.PostAsJsonAsync(Permits, new { permit_id = "P-9", truck_id = "T-1", daily_from = "22:00", daily_to = "05:00", disposal_site = "S-9", reason = "approved for a trial" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (site.StatusCode, permit.StatusCode));
        Assert.Equal("disposal", (await site.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("kind").GetString());
        var audited = await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).Where(e => e.Action == "setting_changed").Select(e => e.Subject.Split(' ')[1]).ToListAsync();
        Assert.Equal(["S-9", "P-9"], audited);
    }

    [Theory]
    [InlineData("site_id", """{"name":"n","kind":"disposal","polygon_wkt":"RING","reason":"five and more"}""")]
    [InlineData("site_id", """{"site_id":"a b","name":"n","kind":"disposal","polygon_wkt":"RING","reason":"five and more"}""")]
    [InlineData("name", """{"site_id":"S","kind":"disposal","polygon_wkt":"RING","reason":"five and more"}""")]
    [InlineData("kind", """{"site_id":"S","name":"n","kind":"airport","polygon_wkt":"RING","reason":"five and more"}""")]
    [InlineData("polygon_wkt", """{"site_id":"S","name":"n","kind":"disposal","polygon_wkt":"POLYGON((121 31, 122 31, 122 32))","reason":"five and more"}""")]
    [InlineData("polygon_wkt", """{"site_id":"S","name":"n","kind":"disposal","polygon_wkt":"POLYGON((121 31, 122 31, 122 99, 121 31))","reason":"five and more"}""")]
    [InlineData("max_speed_kmh", """{"site_id":"S","name":"n","kind":"disposal","polygon_wkt":"RING","max_speed_kmh":0,"reason":"five and more"}""")]
    [InlineData("valid_to", """{"site_id":"S","name":"n","kind":"disposal","polygon_wkt":"RING","valid_from":"2026-03-02T00:00:00Z","valid_to":"2026-03-01T00:00:00Z","reason":"five and more"}""")]
    [InlineData("reason", """{"site_id":"S","name":"n","kind":"disposal","polygon_wkt":"RING"}""")]
    public async Task A_site_that_cannot_be_meant_is_400_and_names_the_field(string field, string body) => await RefusedAsync(Sites, field, body.Replace("RING", Ring, StringComparison.Ordinal));

    [Theory]
    [InlineData("permit_id", """{"truck_id":"T","reason":"five and more"}""")]
    [InlineData("truck_id", """{"permit_id":"P","reason":"five and more"}""")]
    [InlineData("daily_from", """{"permit_id":"P","truck_id":"T","daily_from":"22:00","reason":"five and more"}""")]
    [InlineData("daily_from", """{"permit_id":"P","truck_id":"T","daily_from":"22:00","daily_to":"25:00","reason":"five and more"}""")]
    [InlineData("route_wkt", """{"permit_id":"P","truck_id":"T","route_wkt":"LINESTRING(121 31)","reason":"five and more"}""")]
    [InlineData("corridor_m", """{"permit_id":"P","truck_id":"T","corridor_m":5001,"reason":"five and more"}""")]
    [InlineData("reason", """{"permit_id":"P","truck_id":"T","reason":"four"}""")]
    public async Task A_permit_that_cannot_be_meant_is_400_and_names_the_field(string field, string body) => await RefusedAsync(Permits, field, body);

    private async Task RefusedAsync(string path, string field, string body)
    {
        var answer = await shared.Server.Client(Roles.SystemAdmin).PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"'{field}'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
