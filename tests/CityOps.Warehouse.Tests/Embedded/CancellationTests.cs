using CityOps.Tests.Shared;

namespace CityOps.Warehouse.Tests.Embedded;

public sealed class CancellationTests(EngineFixture engine)
{
    [Theory]
    [InlineData("SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1 AND 'TAG' != ''")]
    [InlineData("INSERT INTO FUNCTION null('a UInt64') SELECT number FROM numbers(1000000000000) WHERE sipHash64(number) = 1 AND 'TAG' != ''")]
    public async Task Statement_that_nobody_waits_for_is_stopped(string sql)
    {
        var tag = Guid.NewGuid().ToString();
        using var cancel = new CancellationTokenSource();
        var running = engine.Warehouse.ExecuteAsync(sql.Replace("TAG", tag, StringComparison.Ordinal), WarehouseParameters.None, cancel.Token);
        while (await RunningAsync(tag) == 0)
        {
        }

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        while (await RunningAsync(tag) > 0)
        {
        }
    }

    private async Task<ulong> RunningAsync(string tag)
    {
        await foreach (var count in engine.Warehouse.QueryAsync(
            "SELECT count() FROM system.processes WHERE position(query, {a:String} || {b:String}) > 0",
            new WarehouseParameters { ["a"] = tag[..10], ["b"] = tag[10..] },
            r => (ulong)r.GetValue(0),
            new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token))
        {
            return count;
        }

        return 0;
    }
}
