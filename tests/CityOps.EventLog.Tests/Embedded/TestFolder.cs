using System.Diagnostics.Metrics;
using CityOps.EventLog.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>A folder of a test's own, gone when the test ends.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public string Path { get; } = Directory.CreateTempSubdirectory("cityops-log-").FullName;

    public EmbeddedEventLog Open(EventLogOptions? options = null) =>
        new(Path, options ?? new EventLogOptions(), TimeProvider.System, _services.GetRequiredService<IMeterFactory>(), NullLogger<EmbeddedEventLog>.Instance);

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
