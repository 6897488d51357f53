using CityOps.EventLog.Tests.Contract;

namespace CityOps.EventLog.Tests.Kafka;

/// <summary>The same contract on a real broker, where one is named.</summary>
public sealed class RealKafkaContractTests : EventLogContract
{
    private static string? Bootstrap => Environment.GetEnvironmentVariable("CITYOPS_TEST_KAFKA");

    public override ValueTask InitializeAsync()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Bootstrap), "CITYOPS_TEST_KAFKA names no broker (host:port).");
        return base.InitializeAsync();
    }

    protected override ValueTask<IEventLog> OpenAsync() => ValueTask.FromResult<IEventLog>(TestKafka.Open(Bootstrap!));
}
