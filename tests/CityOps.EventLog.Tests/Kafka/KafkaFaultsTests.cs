using CityOps.EventLog.Kafka;
using Confluent.Kafka;

namespace CityOps.EventLog.Tests.Kafka;

public sealed class KafkaFaultsTests
{
    [Theory]
    [InlineData(ErrorCode.Local_BadMsg)]
    [InlineData(ErrorCode.Local_BadCompression)]
    [InlineData(ErrorCode.Local_AutoOffsetReset)]
    [InlineData(ErrorCode.TopicAuthorizationFailed)]
    public void An_error_of_one_partition_names_it(ErrorCode code)
    {
        var error = Assert.IsType<PartitionReadException>(Of(new Error(code, "why"), "a", partition: 2));

        Assert.True(KafkaFaults.Stops(new Error(code)));
        Assert.Equal(new TopicPartition("a", 2), error.Partition);
        Assert.StartsWith("a[2] ", error.Message, StringComparison.Ordinal);
        Assert.Contains("why", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_that_may_not_be_read_at_all_names_the_topic() =>
        Assert.Equal("a", Assert.IsType<TopicReadException>(Of(new Error(ErrorCode.TopicAuthorizationFailed), "a", Partition.Any.Value)).Topic);

    [Theory]
    [InlineData(ErrorCode.GroupAuthorizationFailed, false)]
    [InlineData(ErrorCode.ClusterAuthorizationFailed, false)]
    [InlineData(ErrorCode.SaslAuthenticationFailed, false)]
    [InlineData(ErrorCode.Local_BadMsg, true)]
    public void An_error_of_the_consumer_names_all_it_reads(ErrorCode code, bool isFatal)
    {
        var error = Of(new Error(code, "why", isFatal), topic: null, Partition.Any.Value);

        Assert.Equal(typeof(EventLogException), error.GetType());
        Assert.StartsWith("a, b cannot be read: why", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorCode.UnknownTopicOrPart)]
    [InlineData(ErrorCode.Local_Transport)]
    [InlineData(ErrorCode.LeaderNotAvailable)]
    public void What_passes_by_itself_stops_nothing(ErrorCode code) => Assert.False(KafkaFaults.Stops(new Error(code)));

    [Theory]
    [InlineData("""{"brokers":{"a:1/1":{"state":"DOWN"},"a:2/2":{"state":"UP"}}}""", true)]
    [InlineData("""{"brokers":{"a:1/1":{"state":"DOWN"},"a:2/2":{"state":"TRY_CONNECT"}}}""", false)]
    [InlineData("""{"brokers":{}}""", false)]
    public void A_cluster_is_reached_while_any_broker_is(string statistics, bool reached) => Assert.Equal(reached, KafkaReach.AnyBroker(statistics));

    private static EventLogException Of(Error error, string? topic, int partition) => KafkaFaults.Of(
        new ConsumeException(new ConsumeResult<byte[], byte[]> { TopicPartitionOffset = new TopicPartitionOffset(topic, partition, 5) }, error), ["a", "b"]);
}
