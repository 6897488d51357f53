using System.Text;
using System.Text.Json;
using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Casework.Feed;
using CityOps.Casework.Outbox;
using CityOps.Casework.Queries;
using CityOps.Casework.Suspicions;
using CityOps.EventLog;
using CityOps.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CityOps.Casework.Tests.Hosting;

/// <summary>Everything as a host composes it: configuration, services, migration, background services, shutdown.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_suspicion_in_the_log_becomes_a_case_a_change_and_a_label()
    {
        var folder = Directory.CreateTempSubdirectory("casework-").FullName;
        using (var host = Compose(folder))
        {
            await host.StartAsync();
            var log = host.Services.GetRequiredService<IEventLog>();
            var commands = host.Services.GetRequiredService<ICaseCommands>();
            await foreach (var item in host.Services.GetRequiredService<ICaseFeed>().SubscribeAsync(0, TestContext.Current.CancellationToken))
            {
                if (item.Change!.Kind is "evidence_added")
                {
                    Assert.True((await commands.HandleAsync(item.Change.CaseId, Some.Dismiss(), Some.Reviewer, 2, default)).IsAccepted);
                }

                if (item.Change.Stage is CaseStage.Dismissed)
                {
                    break;
                }
            }

            Assert.Equal(HealthStatus.Healthy, (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status);
            Assert.Equal(1, (await host.Services.GetRequiredService<ICaseQueries>().CountAsync(default)).Single().Cases);
            Assert.True(SpinWait.SpinUntil(() => LabelsOf(log) > 0, TimeSpan.FromSeconds(20)));
            await host.StopAsync();
            await log.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("CityOps:TimeZone", "Nowhere/Atlantis")]
    [InlineData("CityOps:Database:Provider", "oracle")]
    [InlineData("CityOps:Casework:Calendar:WorkdayEndHour", "3")]
    [InlineData("CityOps:Casework:PollMs", "0")]
    public async Task A_wrong_setting_is_named_at_start(string key, string value)
    {
        var folder = Directory.CreateTempSubdirectory("casework-").FullName;
        using var host = Compose(folder, KeyValuePair.Create(key, (string?)value));
        await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        Directory.Delete(folder, recursive: true);
    }

    private static IHost Compose(string folder, params KeyValuePair<string, string?>[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("CityOps:DataFolder", (string?)folder), .. settings]);
        builder.Services.AddSingleton(Some.Scenarios);
        builder.Services.AddCityOpsEventLog(builder.Configuration).AddCityOpsIdentity(builder.Configuration).AddCityOpsCasework(builder.Configuration);
        builder.Services.AddHostedService<Suspect>();
        return builder.Build();
    }

    private static long LabelsOf(IEventLog log) => Enumerable.Range(0, 4).Sum(partition =>
        log.DescribeAsync(OutboxMessages.LabelsTopic, default).AsTask().GetAwaiter().GetResult() is null
            ? 0
            : log.OffsetsAsync(new TopicPartition(OutboxMessages.LabelsTopic, partition), default).AsTask().GetAwaiter().GetResult().End);

    /// <summary>Stands for the pipelines.</summary>
    private sealed class Suspect(IEventLog log) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await log.EnsureTopicAsync(SuspicionConsumer.Topic, 4, cancellationToken);
            var message = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Some.Suspicion(), CaseEventCodec.Json));
            await log.AppendAsync(SuspicionConsumer.Topic, [new LogAppend(1, default, message, [])], cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
