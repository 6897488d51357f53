using System.Diagnostics.Metrics;
using CityOps.EventLog.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.EventLog.Tests.Embedded;

/// <summary>A folder of a test's own, gone when the test ends.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly bool _isOwn;

    public TestFolder()
        : this(Directory.CreateTempSubdirectory("cityops-log-").FullName, isOwn: true)
    {
    }

    private TestFolder(string path, bool isOwn)
    {
        Path = path;
        _isOwn = isOwn;
    }

    public string Path { get; }

    /// <summary>A folder that somebody else removes.</summary>
    public static TestFolder At(string path) => new(path, isOwn: false);

    public EmbeddedEventLog Open(EventLogOptions? options = null, ICrashPoints? crashPoints = null, TimeProvider? time = null) =>
        new(Path, options ?? new EventLogOptions(), time ?? TimeProvider.System, _services.GetRequiredService<IMeterFactory>(), NullLogger<EmbeddedEventLog>.Instance, crashPoints);

    public void Dispose()
    {
        _services.Dispose();
        if (_isOwn)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
