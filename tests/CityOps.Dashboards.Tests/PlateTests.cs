using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>The plates of trucks, from a real warehouse.</summary>
public sealed class PlateTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task A_truck_has_the_plate_that_its_latest_registration_says_and_one_without_a_plate_is_left_out()
    {
        foreach (var statement in new[]
        {
            "CREATE TABLE trucks (truck_id String, plate Nullable(String), valid_from DateTime64(3, 'UTC')) ENGINE = ReplacingMergeTree ORDER BY (truck_id, valid_from)",
            "INSERT INTO trucks SELECT 'T-1', '沪A00001', '2026-01-01' UNION ALL SELECT 'T-1', '沪A00002', '2026-02-01' UNION ALL SELECT 'T-2', NULL, '2026-01-01'",
        })
        {
            await engine.Warehouse.ExecuteAsync(statement, WarehouseParameters.None, CancellationToken.None);
        }

        await using var server = await Server.StartAsync(services: services => services.AddSingleton(engine.Warehouse));

        var plates = (await server.Client(Roles.Inspector).GetFromJsonAsync<JsonElement>("/api/v1/scenarios/muck-truck/plates")).GetProperty("plates");

        Assert.Equal("""{"T-1":"沪A00002"}""", plates.ToString());
        foreach (var role in (string[])[Roles.Scientist, Roles.Ingest, Roles.SystemAdmin, Roles.SecurityAdmin])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await server.Client(role).GetAsync("/api/v1/scenarios/muck-truck/plates")).StatusCode);
        }
    }
}
