using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Pipelines.Tests.Retention;

public sealed class RetentionServiceTests
{
    [Fact]
    public async Task A_run_that_fails_whatever_the_reason_is_left_to_the_next()
    {
        var time = new FakeTimeProvider();
        var checkpoints = new FailingCheckpoints();
        var scenarios = new ScenarioCatalog([new CoreScenario()]);
        var contracts = new ContractCatalog(scenarios);
        await using var services = new ServiceCollection().BuildServiceProvider();
        var retention = new LogRetention(
            null!, checkpoints, new LandingRoutes(scenarios, contracts, services), scenarios, contracts, time, NullLogger<LogRetention>.Instance);
        using var service = new RetentionService(
            retention, Options.Create(new RetentionOptions { KeepHours = 1, CheckMinutes = 10 }), time, NullLogger<RetentionService>.Instance);
        await service.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(10));
            return Task.FromResult(checkpoints.Asked >= 2 || service.ExecuteTask!.IsCompleted);
        });

        Assert.False(service.ExecuteTask!.IsCompleted);
        await service.StopAsync(CancellationToken.None);
    }

    private sealed class FailingCheckpoints : ICheckpointStore
    {
        public int Asked { get; private set; }

        public ValueTask<IReadOnlyList<CheckpointSummary>> ListAsync(CancellationToken cancellationToken)
        {
            Asked++;
            throw new TimeoutException("No connection became free in time.");
        }

        public ValueTask MigrateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<Checkpoint> TakeOverAsync(string group, TopicPartition partition, string logId, long earliest, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<CheckpointWrite> PersistPendingAsync(CheckpointOwner owner, PendingRange pending, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<CheckpointWrite> AdvanceAsync(CheckpointOwner owner, long nextOffset, ReadOnlyMemory<byte>? state, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask ForgetAsync(string group, TopicPartition partition, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
