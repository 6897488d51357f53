using CityOps.Warehouse.Embedded;
using CityOps.Warehouse.Embedded.Http;

namespace CityOps.Warehouse.Tests.Embedded;

public sealed class StatementGateTests
{
    [Fact]
    public async Task One_more_than_may_wait_is_refused_and_others_get_their_turn()
    {
        using var gate = new StatementGate(maxRunning: 1, maxWaiting: 1);
        var running = await gate.EnterAsync(CancellationToken.None);
        var waiting = gate.EnterAsync(CancellationToken.None).AsTask();

        var error = await Assert.ThrowsAsync<EngineException>(async () => await gate.EnterAsync(CancellationToken.None));
        running.Dispose();
        (await waiting).Dispose();

        Assert.Equal(202, error.Code);
    }
}
