using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
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
}
