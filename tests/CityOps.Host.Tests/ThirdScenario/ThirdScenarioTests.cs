using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Ingest.Simulation;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Tests.ThirdScenario;

public sealed class ThirdScenarioTests
{
    [Fact]
    public async Task A_third_scenario_works_from_the_border_to_a_case_and_touches_no_other_folder()
    {
        var noise = new NoiseScenario();
        await using var host = await RunningHost.StartAsync([.. Host.Composition.Scenarios.All, noise]);

        using var sent = await host.Client(Roles.Ingest).PostAsync(
            "/ingest/v1/noise-readings", new StringContent("sensor_id,at,decibels\nN-1,2026-03-01T02:00:00+08:00,91.5\n", Encoding.UTF8, "text/csv"));
        Assert.True(sent.StatusCode == HttpStatusCode.OK, await sent.Content.ReadAsStringAsync());

        var cases = await host.UntilAsync(
            async () => await host.Client(Roles.Analyst).GetFromJsonAsync<JsonElement>($"/api/v1/cases?scenario={noise.Name}"),
            page => page.GetProperty("cases").GetArrayLength() == 1);
        Assert.Equal("N-1", cases.GetProperty("cases")[0].GetProperty("subject").GetString());
        Assert.Equal("91.5", await host.UntilAsync(() => host.ValueAsync("SELECT toString(max(decibels)) FROM noise_readings"), value => value == "91.5"));

        using var limit = await host.Client(Roles.Analyst).GetAsync($"/api/v1/scenarios/{noise.Name}/limit");
        Assert.Equal(HttpStatusCode.OK, limit.StatusCode);
        using var denied = await host.Client(Roles.Ingest).GetAsync($"/api/v1/scenarios/{noise.Name}/limit");
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);

        using var scored = await host.Client(Roles.Scientist).PostAsync($"/api/v1/scenarios/{noise.Name}/score", content: null);
        Assert.True(scored.IsSuccessStatusCode, await scored.Content.ReadAsStringAsync());
        Assert.Equal(1, noise.ScoringRuns);

        var catalog = host.App.Services.GetRequiredService<ScenarioCatalog>();
        Assert.Contains(catalog.Of<SimulatorPart>(), part => part.Name == "noise");
        Assert.Equal("cityops.noise-readings.v1", host.App.Services.GetRequiredService<ContractCatalog>()["noise-readings"].Topic);
    }

    /// <summary>A whole installation in this process, on a folder of its own.</summary>
    private sealed class RunningHost : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder;
        private readonly List<HttpClient> _clients = [];

        public required WebApplication App { get; init; }

        public static async Task<RunningHost> StartAsync(IReadOnlyList<IScenario> scenarios)
        {
            var folder = Directory.CreateTempSubdirectory("cityops-third-");
            var app = CityOpsApplication.Build(new HostSettings(DataFolder.Open(folder), HostRoles.All, HttpPort: 0, Demo: false, scenarios));
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new RunningHost(folder) { App = app };
        }

        private RunningHost(DirectoryInfo folder) => _folder = folder;

        public HttpClient Client(string role)
        {
            var client = new HttpClient { BaseAddress = new Uri(App.Urls.First()) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer", App.Services.GetRequiredService<TokenIssuer>().Issue(role, "test", TimeSpan.FromMinutes(10)));
            _clients.Add(client);
            return client;
        }

        public async Task<string> ValueAsync(string sql)
        {
            await foreach (var value in App.Services.GetRequiredService<IWarehouse>().QueryAsync(
                sql, WarehouseParameters.None, row => row.GetString(0), TestContext.Current.CancellationToken))
            {
                return value;
            }

            return string.Empty;
        }

        public async Task<T> UntilAsync<T>(Func<Task<T>> read, Func<T, bool> isThere)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (true)
            {
                var value = await read();
                if (isThere(value))
                {
                    return value;
                }

                Assert.False(limit.IsCancellationRequested, $"Not within a minute; last seen: {value}");
                await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _clients.ForEach(client => client.Dispose());
            await App.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
