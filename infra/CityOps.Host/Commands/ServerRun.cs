using System.Diagnostics;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Host.Composition;
using CityOps.Host.Composition.Settings;
using CityOps.Ingest.Jt808.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CityOps.Host.Commands;

/// <summary>Runs a server until it is told to stop, and tells the person at the terminal and the other commands where it answers.</summary>
internal static class ServerRun
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(15);

    public static async Task<int> RunAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var configuration = HostConfiguration.Build(settings.Folder, scenarios: new ScenarioCatalog(settings.Scenarios));
        using var held = settings.Folder.Lock();
        ListeningPorts.Require(settings, configuration);
        FolderRoom.Require(settings.Folder);
        try
        {
            return await ServeAsync(settings, clock, cancellationToken);
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandException($"another program took {settings.Addresses} meanwhile. Name another port with {(settings.Urls is null ? "--http-port; 0 takes any free one" : "--urls")}.");
        }
        catch (Exception error) when (FolderRoom.Explain(error, settings.Folder) is { } known)
        {
            throw new CommandException(known.Message, known.ExitCode);
        }
    }

    private static async Task<int> ServeAsync(HostSettings settings, Stopwatch clock, CancellationToken cancellationToken)
    {
        await using var app = CityOpsApplication.Build(settings);
        SettingsProblems.RequireValid(app.Services);
        try
        {
            await app.StartAsync(cancellationToken);
            var address = AddressOf(app);
            settings.Folder.WriteEndpoints(new Endpoints(address, address, EmbeddedClickHouse.AddressIn(settings.Folder), TerminalsIn(app)));
            Announce(app, settings, address, clock.Elapsed);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        finally
        {
            settings.Folder.DeleteEndpoints();
        }
    }

    // "localhost" rather than the address: that is what people type, and what the browser keeps the session for.
    private static string AddressOf(WebApplication app)
    {
        var listening = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return $"http://{(listening.IsLoopback || listening.Host is "[::]" or "0.0.0.0" ? "localhost" : listening.Host)}:{listening.Port}";
    }

    private static string? TerminalsIn(WebApplication app) => app.Services.GetService<ITerminalGateway>()?.Endpoint?.ToString();

    private static void Announce(WebApplication app, HostSettings settings, string address, TimeSpan elapsed)
    {
        Console.WriteLine();
        Console.WriteLine($"CityOps is ready after {elapsed.TotalSeconds:0.0} s, on {settings.Folder.Path}.");
        if (settings.Roles.HasFlag(HostRoles.Api))
        {
            var code = app.Services.GetRequiredService<SignInLinks>().Create(LocalRoles(settings.Demo), "local", LinkLifetime);
            Console.WriteLine($"  open   {address}/signin?code={code}");
            Console.WriteLine($"         signs you in once, within {LinkLifetime.TotalMinutes:0} minutes; restart for another.");
        }

        Console.WriteLine($"  api    {address}/openapi/v1.json");
        if (TerminalsIn(app) is { } terminals)
        {
            Console.WriteLine($"  trucks {terminals} (JT/T 808)");
        }

        Console.WriteLine("  stop   Ctrl-C");
        Console.WriteLine();
    }

    // Whoever started the process holds its folder already; the demonstration lets one person be everybody.
    private static IReadOnlyList<string> LocalRoles(bool demo) => demo ? Roles.All : [Roles.Analyst, Roles.Reviewer, Roles.Leader, Roles.SystemAdmin];
}
