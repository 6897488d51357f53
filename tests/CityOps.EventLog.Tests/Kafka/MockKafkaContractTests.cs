using CityOps.EventLog.Tests.Contract;
using CityOps.Tests.Shared.Kafka;

namespace CityOps.EventLog.Tests.Kafka;

public sealed class MockKafkaContractTests(MockCluster cluster) : EventLogContract, IClassFixture<MockCluster>
{
    protected override ValueTask<IEventLog> OpenAsync() => ValueTask.FromResult<IEventLog>(TestKafka.Open(cluster.Bootstrap));

    // The mock knows no CreateTopics.
    protected override ValueTask<string> NewTopicAsync(int partitions = 1, string? name = null)
    {
        name ??= Some.Topic();
        cluster.Create(name, partitions);
        return base.NewTopicAsync(partitions, name);
    }
}
