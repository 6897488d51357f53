using System.Net.Http.Headers;
using System.Net.Http.Json;
using CityOps.Contracts.Codecs;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Identity;
using CityOps.Ingest.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CityOps.Host.Bench.Gateway;

/// <summary>
/// The host as <c>cityops up</c> makes it, on a data folder of its own, and a sender. Of its services only the web server is started: no engine,
/// no landing, no jobs.
/// </summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private const string WebServer = "GenericWebHostService";

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private GatewayServer(WebApplication app, HttpClient http) => (_app, _http) = (app, http);

    public static async Task<GatewayServer> StartAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Open(new DirectoryInfo(dataFolder));
        var app = CityOpsApplication.Build(new HostSettings(folder, HostRoles.All, HttpPort: 0, Demo: false, Composition.Scenarios.All) { LogsToStandardError = true }, KeepWebServer);
        await app.Services.GetRequiredService<IVaultMaintenance>().MigrateAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LocalTokens.Of(folder).Issue(Roles.Ingest));
        return new GatewayServer(app, http);
    }

    /// <summary>Sends one upload from its file.</summary>
    /// <returns>The rows that are durable.</returns>
    public async Task<long> SendAsync(string file, WireFormat format, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), bufferSize: 128 * 1024);
        content.Headers.ContentType = new MediaTypeHeaderValue(format is WireFormat.Csv ? "text/csv" : "application/vnd.apache.arrow.stream");
        using var response = await _http.PostAsync($"/ingest/v1/{GatewayPlan.Contract}", content, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<IngestAnswer>(HostJson.Options, cancellationToken);
        return answer!.Accepted;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void KeepWebServer(IServiceCollection services)
    {
        foreach (var started in services.Where(service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            if (!string.Equals(started.ImplementationType?.Name, WebServer, StringComparison.Ordinal))
            {
                services.Remove(started);
            }
        }
    }
}
