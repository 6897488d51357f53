using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Pipelines.Tests.Trucks;

/// <summary>A loaded truck on its way east at 36 km/h, a point every 20 s; what its processor says of it.</summary>
internal sealed class Drive : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddMetrics()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("CityOps:TimeZone", "UTC")]).Build())
        .BuildServiceProvider();

    private IStreamProcessor _processor;
    private long _offset;

    public Drive() => _processor = Part.Create(_services, default);

    /// <summary>From west to east through the place, at any time, 100 m either side.</summary>
    public static Permit Permit { get; } = new(
        "p", "t", SomeTruck.Start.AddDays(-1), null, null, null, "loading", "disposal",
        FormattableString.Invariant($"LINESTRING({SomeTruck.East(-1_000):R} {SomeTruck.Lat}, {SomeTruck.East(50_000):R} {SomeTruck.Lat})"), 100);

    public List<Suspicion> Suspicions { get; } = [];

    /// <summary>The newest revision of each incident of a kind that stands or is over.</summary>
    public IReadOnlyList<Suspicion> Standing(string kind) =>
    [
        .. Suspicions.Where(s => s.SuspicionId.StartsWith(kind + "-", StringComparison.Ordinal)).GroupBy(s => s.SuspicionId)
            .Select(g => g.MaxBy(s => s.Revision)!).Where(s => s.State != SuspicionState.Withdrawn),
    ];

    private static StreamProcessorPart Part => new ScenarioCatalog([new TruckScenario()]).Of<StreamProcessorPart>().Single();

    public Drive Knows<TRow>(string contract, params TRow[] rows)
        where TRow : class
    {
        Suspicions.AddRange(_processor.OnReference(contract, SomeTruck.Message(_offset++, rows)).Suspicions);
        return this;
    }

    public Drive Owns(Func<string, bool> owns)
    {
        _processor.Own(owns);
        return this;
    }

    /// <summary>Goes on from what was checkpointed; references have to be told again.</summary>
    public Drive Restart()
    {
        _processor = Part.Create(_services, _processor.SaveState());
        return this;
    }

    public Drive Takes(params IReadOnlyList<TruckPosition> positions)
    {
        Suspicions.AddRange(_processor.OnBatch(SomeTruck.Batch(SomeTruck.Message(_offset++, positions))).Suspicions);
        return this;
    }

    /// <summary>Points from one minute to another; <paramref name="change"/> makes them differ.</summary>
    public static List<TruckPosition> Points(double fromMinute, double toMinute, Func<TruckPosition, double, TruckPosition>? change = null)
    {
        var points = new List<TruckPosition>();
        for (var second = (int)Math.Ceiling(fromMinute * 3) * 20; second < toMinute * 60; second += 20)
        {
            var minute = second / 60.0;
            var point = SomeTruck.Position("t", 0, minute * 600, Load.Full) with { At = SomeTruck.Start.AddSeconds(second), SpeedKmh = 36, Lid = Lid.Closed };
            points.Add(change is null ? point : change(point, minute) with { At = point.At });
        }

        return points;
    }

    public static TruckPosition North(TruckPosition point, double metres) => point with { Lat = point.Lat + (metres / 111_195) };

    public void Dispose() => _services.Dispose();
}
