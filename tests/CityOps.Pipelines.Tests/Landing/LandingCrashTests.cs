using CityOps.Pipelines.Checkpoints;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Landing;

public sealed class LandingCrashTests(EngineFixture engine)
{
    public static TheoryData<string, int> Points
    {
        get
        {
            var points = new TheoryData<string, int>();
            foreach (var point in new[] { CrashPoint.RangePersisted, CrashPoint.Inserted, CrashPoint.Derived, CrashPoint.Advanced })
            {
                points.Add(point, 1);
                points.Add(point, 3);
            }

            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_kill_after_any_step_loses_nothing_and_doubles_nothing(string point, int nth)
    {
        using var folder = new TestFolder();
        var readings = Some.Hourly(meters: 12, hours: 72);
        var crash = new CrashAt(point, nth);
        await using (var killed = await District.OpenAsync(folder, engine, crash, empty: true))
        {
            await killed.AppendAsync(readings);
            await killed.StartAsync();
            await killed.AppendAsync(readings[..100]);
            await crash.Crashed;
        }

        await using var next = await District.OpenAsync(folder, engine);
        await next.StartAsync();
        await next.LandedAsync();

        Assert.Equal(readings.Length, await next.CountAsync("readings"));
        Assert.Equal(12 * 71, await next.CountAsync("consumption_hours"));
        Assert.Equal(12 * 71 * 0.5, (await next.QueryAsync("SELECT sum(consumption) FROM consumption_hours", r => r.GetDouble(0))).Single(), 6);
    }
}
