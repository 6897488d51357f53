using System.CommandLine;

namespace CityOps.Host.Bench.Crash.Kafka;

/// <summary>
/// <c>cityops bench mock-kafka</c>, hidden: the mock cluster in a process of its own, for trying what needs <c>--bootstrap</c> where there is no
/// broker. It prints its address and runs until standard input ends or it is told to stop. It keeps 5 MiB a partition: figures taken on it are none.
/// </summary>
internal static class MockKafkaCommand
{
    public static Command Create()
    {
        var topics = new Option<string[]>("--topic") { Description = "A topic to make; it can make none when asked.", HelpName = "NAME", Required = true, AllowMultipleArgumentsPerToken = true };
        var partitions = new Option<int>("--partitions") { Description = "Of each topic.", HelpName = "N", DefaultValueFactory = _ => MockKafka.Partitions };
        var command = new Command("mock-kafka", "For trying benchmarks: a mock Kafka cluster that keeps 5 MiB a partition.") { topics, partitions };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var cluster = new MockKafka(parsed.GetValue(topics)!, parsed.GetValue(partitions));
            Console.WriteLine(cluster.Bootstrap);
            Task ended = Task.Run(Console.In.ReadToEnd, cancellationToken);
            await ended.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        return command;
    }
}
