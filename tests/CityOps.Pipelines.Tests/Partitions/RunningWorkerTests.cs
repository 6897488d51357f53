using CityOps.EventLog;
using CityOps.Pipelines.Partitions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Pipelines.Tests.Partitions;

public sealed class RunningWorkerTests
{
    [Fact]
    public async Task A_worker_that_fails_is_told_so_and_gives_the_room_of_its_messages_back()
    {
        var budget = new BufferBudget(1_000);
        var queue = new PartitionQueue(new TopicPartition("topic", 0), fullBytes: 500, budget, TimeProvider.System);
        var record = new LogRecord(0, Some.Midnight, default, new byte[100], District.Headers(LogHeaders.Json, 1));
        queue.Add(new LogBatch(queue.Partition, "log", [record], 1));

        var worker = new Failing();
        await using (var running = new RunningWorker(worker, queue, NullLogger.Instance))
        {
            await running.FinishAsync(Timeout.InfiniteTimeSpan, TimeProvider.System);
            Assert.Equal(["failed: a bug"], worker.Told);
        }

        Assert.Equal(["failed: a bug", "left"], worker.Told);
        Assert.Equal(0, budget.Bytes);
    }

    private sealed class Failing : IPartitionWorker
    {
        public Task RunAsync(PartitionQueue queue, CancellationToken cancellationToken) => throw new InvalidOperationException("a bug");

        public List<string> Told { get; } = [];

        public void Failed(Exception error) => Told.Add("failed: " + error.Message);

        public void Left() => Told.Add("left");
    }
}
