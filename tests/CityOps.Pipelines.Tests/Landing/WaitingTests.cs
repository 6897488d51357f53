using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Landing;

/// <summary>Whoever waits for landing waits for what lands, and no longer.</summary>
public sealed class WaitingTests(EngineFixture engine)
{
    [Fact]
    public async Task What_nobody_lands_is_not_waited_for()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        var controls = ContractReader.Read<Control>();
        await district.AppendAsync(controls, RowBatch.From([new Control("c-1", ControlKind.Closure, "POLYGON((0 0, 1 0, 1 1, 0 0))", Some.Midnight, null, "test")]));
        await district.StartAsync();

        await district.WaitAsync(controls.Topic);
    }

    [Fact]
    public async Task What_comes_while_somebody_waits_does_not_make_them_wait_for_ever()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await district.AppendAsync(Some.Reading(Some.Midnight, 1));
        var begun = new Begun();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var waiting = district.Get<ILandingProgress>().WaitAsync(Some.Readings.Topic, begun, patience.Token);
        await begun.Task;

        await district.AppendAsync(Some.Reading(Some.Midnight.AddHours(1), 2));
        await district.StartAsync();

        await waiting;
        await district.LandedAsync();
        Assert.Equal(2, await district.CountAsync("readings"));
    }

    /// <summary>Told once the wait knows what it waits for.</summary>
    private sealed class Begun : IProgress<IReadOnlyList<LandingPosition>>
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _told.Task;

        public void Report(IReadOnlyList<LandingPosition> value) => _told.TrySetResult();
    }
}
