using CityOps.EventLog.Kafka;
using Confluent.Kafka;

namespace CityOps.EventLog.Tests.Kafka;

public sealed class KafkaSettingsTests
{
    [Fact]
    public void Security_settings_reach_producer_consumer_and_admin_client()
    {
        var options = Options(
            ("security.protocol", "SASL_SSL"),
            ("sasl.mechanism", "SCRAM-SHA-512"),
            ("sasl.username", "cityops"),
            ("sasl.password", "secret"),
            ("ssl.ca.location", "/etc/cityops/kafka-ca.pem"));
        foreach (var config in new ClientConfig[] { KafkaSettings.Admin(options), KafkaSettings.Producer(options), KafkaSettings.Consumer(options, "landing") })
        {
            Assert.Equal("k1:9093,k2:9093", config.BootstrapServers);
            foreach (var (name, value) in options.Kafka.Settings)
            {
                Assert.Equal(value, config.Get(name));
            }
        }
    }

    [Fact]
    public void A_setting_wins_over_a_default()
    {
        Assert.Equal(7, KafkaSettings.Producer(Options(("linger.ms", "7"))).LingerMs);
        Assert.Equal(2, KafkaSettings.Producer(Options()).LingerMs);
        Assert.Equal(500, KafkaSettings.Consumer(Options(("fetch.wait.max.ms", "500")), "landing").FetchWaitMaxMs);
    }

    [Fact]
    public void No_setting_turns_off_what_correctness_rests_on()
    {
        var options = Options(
            ("acks", "1"), ("enable.idempotence", "false"), ("enable.auto.commit", "true"), ("auto.offset.reset", "latest"), ("group.id", "other"), ("bootstrap.servers", "elsewhere:1"));
        var producer = KafkaSettings.Producer(options);
        Assert.Equal(Acks.All, producer.Acks);
        Assert.True(producer.EnableIdempotence);
        var consumer = KafkaSettings.Consumer(options, "landing");
        Assert.False(consumer.EnableAutoCommit);
        Assert.Equal(AutoOffsetReset.Error, consumer.AutoOffsetReset);
        Assert.Equal("landing", consumer.GroupId);
        Assert.Equal("k1:9093,k2:9093", consumer.BootstrapServers);
    }

    private static EventLogOptions Options(params (string Name, string Value)[] settings)
    {
        var options = new EventLogOptions();
        options.Kafka.BootstrapServers = "k1:9093,k2:9093";
        foreach (var (name, value) in settings)
        {
            options.Kafka.Settings[name] = value;
        }

        return options;
    }
}
