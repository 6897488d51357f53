using CityOps.EventLog.Embedded;
using CityOps.EventLog.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.EventLog.Tests;

public sealed class EventLogServicesTests
{
    [Fact]
    public async Task The_embedded_log_is_the_default_and_lies_in_the_data_folder()
    {
        var folder = Directory.CreateTempSubdirectory("cityops-log-");
        await using (var services = Build(("CityOps:DataFolder", folder.FullName)))
        {
            Assert.IsType<EmbeddedEventLog>(services.GetRequiredService<IEventLog>());
            Assert.True(Directory.Exists(Path.Combine(folder.FullName, "log")));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Kafka_is_used_where_the_configuration_says_so()
    {
        await using var services = Build(("CityOps:EventLog:Kind", "kafka"), ("CityOps:EventLog:Kafka:BootstrapServers", "localhost:1"), ("CityOps:EventLog:Kafka:Settings:client.id", "test"));
        Assert.IsType<KafkaEventLog>(services.GetRequiredService<IEventLog>());
        Assert.Equal("test", services.GetRequiredService<IOptions<EventLogOptions>>().Value.Kafka.Settings["client.id"]);
    }

    [Theory]
    [InlineData("CityOps:EventLog:Kind", "kafka", "BootstrapServers")]
    [InlineData("CityOps:EventLog:Kind", "embedded", "DataFolder")]
    [InlineData("CityOps:EventLog:Partitions", "0", "Partitions")]
    public async Task A_configuration_that_cannot_work_is_refused_by_name(string key, string value, string named)
    {
        await using var services = Build((key, value));
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IEventLog>());
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        return new ServiceCollection().AddLogging().AddCityOpsEventLog(configuration).BuildServiceProvider();
    }
}
