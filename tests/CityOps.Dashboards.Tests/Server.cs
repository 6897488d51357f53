using CityOps.Dashboards.Auth;
using CityOps.Identity.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Dashboards.Tests;

/// <summary>The pages and the API in a real web server on a free port, with a data folder of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly string _folder;

    private Server(WebApplication app, string folder)
    {
        App = app;
        _folder = folder;
        Address = new Uri(app.Urls.First());
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public static async Task<Server> StartAsync(bool demo = false, string web = "", Action<IServiceCollection>? services = null)
    {
        var folder = Directory.CreateTempSubdirectory("cityops-web-").FullName;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddRouting();
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["CityOps:DataFolder"] = folder,
            ["CityOps:Dashboards:WebFolder"] = web,
            ["CityOps:Demo"] = demo ? "true" : "false",
        });
        builder.Services.AddSingleton<ISecretStore>(new SecretStore(builder.Configuration, folder));
        NoCases.Add(builder.Services);
        services?.Invoke(builder.Services);
        builder.Services.AddCityOpsDashboards(builder.Configuration);
        var app = builder.Build();
        app.UseCityOpsDashboards();
        app.MapDashboards();
        await app.StartAsync();
        return new Server(app, folder);
    }

    /// <summary>A client that follows no redirect and keeps no cookie.</summary>
    public HttpClient Client(params string[] roles)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (roles.Length > 0)
        {
            var token = App.Services.GetRequiredService<TokenIssuer>().Issue(roles, "tester", TimeSpan.FromMinutes(5));
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
