using CityOps.Host.Commands;
using Confluent.Kafka;

namespace CityOps.Host.Bench.Landing;

/// <summary>Asks the cluster who it is before anything is made for a run that would only fail later and less clearly.</summary>
internal static class BrokerCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <exception cref="CommandException">Nobody answers.</exception>
    public static void Require(string bootstrap)
    {
        try
        {
            using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).SetLogHandler((_, _) => { }).Build();
            _ = admin.GetMetadata(Limit);
        }
        catch (KafkaException error)
        {
            throw new CommandException($"no Kafka broker answered at {bootstrap} within {Limit.TotalSeconds:0} s: {error.Error.Reason.TrimEnd('.')}. Is it running, and is the port the one that it tells clients?", exitCode: 1);
        }
    }
}
