namespace CityOps.EndToEnd.Tests.Support;

/// <summary>One empty <c>cityops up</c> for the tests of a class that do not get in each other's way.</summary>
public sealed class CityOpsUp : IAsyncLifetime
{
    public CityOpsProcess Process { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Process = await CityOpsProcess.StartAsync();

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
