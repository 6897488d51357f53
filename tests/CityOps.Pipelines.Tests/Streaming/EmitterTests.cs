using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Streaming;
using CityOps.Pipelines.Tests.Landing;
using CityOps.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Pipelines.Tests.Streaming;

public sealed class EmitterTests(EngineFixture engine)
{
    [Fact]
    public async Task Once_the_work_on_a_partition_has_ended_nothing_more_of_it_goes_out()
    {
        using var folder = new TestFolder();
        var warehouse = new FaultyWarehouse(engine.Warehouse);
        await using var district = await District.OpenAsync(folder, engine, scenarios: [new TallyScenario()], warehouse: warehouse, empty: true);
        var status = new PartitionStatus(new TopicPartition(Some.Readings.Topic, 0), TimeProvider.System, NullLogger.Instance);
        var emitter = new Emitter(district.Get<StreamingDependencies>(), status, CancellationToken.None);
        warehouse.Refusal = () => new TimeoutException("The engine does not answer.");
        await emitter.EmitAsync(Rows(), () => Assert.Fail("The rows went in."));
        await Eventually.TrueAsync(() => Task.FromResult(status.Failures > 0));
        status.Stop("another process has taken it over");

        await emitter.DisposeAsync();
        warehouse.Refusal = null;

        Assert.Equal(PartitionState.Stopped, status.State);
        Assert.Equal(0, await district.CountAsync("tally"));
    }

    private static EmissionBuffer Rows()
    {
        var processor = new TallyProcessor(ReadOnlyMemory<byte>.Empty);
        var message = District.MessagesOf(Some.Readings, Some.Batch(Some.Hourly(meters: 1, hours: 1)), partitions: 1)[0];
        var buffer = new EmissionBuffer();
        buffer.Add(processor.OnBatch(new LogBatch(
            new TopicPartition(Some.Readings.Topic, 0), "log", [new LogRecord(0, Some.Midnight, default, message.Value, message.Headers)], 1)));
        return buffer;
    }
}
