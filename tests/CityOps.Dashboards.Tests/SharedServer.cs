using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>One server for the tests of a class that change nothing.</summary>
public class SharedServer : IAsyncLifetime
{
    private Server? _server;

    internal Server Server => _server ?? throw new InvalidOperationException("The server has not started.");

    protected virtual bool Demo => false;

    public async ValueTask InitializeAsync() => _server = await Server.StartAsync(demo: Demo, web: "/nonexistent", services: Add);

    protected virtual void Add(IServiceCollection services)
    {
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Server.DisposeAsync();
    }
}

/// <summary>The same, with roles that can be switched.</summary>
public sealed class SharedDemo : SharedServer
{
    protected override bool Demo => true;
}
