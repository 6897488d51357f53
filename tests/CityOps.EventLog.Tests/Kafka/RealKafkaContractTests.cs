using CityOps.EventLog.Tests.Contract;
using CityOps.Tests.Shared.Kafka;

namespace CityOps.EventLog.Tests.Kafka;

/// <summary>The same contract on a real broker, where one is named.</summary>
public sealed class RealKafkaContractTests : EventLogContract
{
    public override ValueTask InitializeAsync()
    {
        Assert.SkipWhen(TestKafka.RealBootstrap is null, "CITYOPS_TEST_KAFKA names no broker (host:port).");
        return base.InitializeAsync();
    }

    protected override ValueTask<IEventLog> OpenAsync() => ValueTask.FromResult<IEventLog>(TestKafka.Open(TestKafka.RealBootstrap!));
}
