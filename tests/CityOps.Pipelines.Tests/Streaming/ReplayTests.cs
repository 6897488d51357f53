using System.Collections.Concurrent;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Scenarios;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Streaming;

/// <summary>Who reads the log later judges as who read it live.</summary>
public sealed class ReplayTests(EngineFixture engine)
{
    private const int Rounds = 60;

    [Fact]
    public async Task A_replay_judges_each_message_by_the_references_it_was_judged_by_live()
    {
        using var folder = new TestFolder();
        var (live, again) = (new NotedScenario("noted-live"), new NotedScenario("noted-again"));
        await using (var district = await District.OpenAsync(folder, engine, scenarios: [live], empty: true))
        {
            await district.StartAsync();
            for (var round = 0; round < Rounds; round++)
            {
                await Task.WhenAll(
                    district.AppendAsync(new Link((ulong)round, 6, Some.Midnight)),
                    district.AppendAsync(Some.Hourly(meters: 4, hours: 1)));
            }

            await SettledAsync(district, live);
        }

        await using var later = await District.OpenAsync(folder, engine, scenarios: [again]);
        await later.StartAsync();
        await SettledAsync(later, again);

        Assert.Equal(live.Known.OrderBy(k => k.Key), again.Known.OrderBy(k => k.Key));
        Assert.Contains(live.Known.Values, known => known is > 0 and < Rounds);
    }

    private static async Task SettledAsync(District district, NotedScenario scenario) => await Eventually.TrueAsync(async () =>
    {
        var partitions = Enumerable.Range(0, 4).Select(number => new TopicPartition(Some.Readings.Topic, number)).ToList();
        var ends = await district.Log.EndsAsync(partitions, CancellationToken.None);
        var done = (await district.Get<ICheckpointStore>().ListAsync(CancellationToken.None)).Where(c => c.Group == scenario.Name).ToDictionary(c => c.Partition, c => c.NextOffset);
        return ends.Values.Sum() > 0 && ends.All(end => done.GetValueOrDefault(end.Key) >= end.Value);
    });

    /// <summary>Notes how many links were known when a message of readings was judged.</summary>
    private sealed class NotedScenario(string group) : IScenario
    {
        public string Name => group;

        public ConcurrentDictionary<(int Partition, long Offset), int> Known { get; } = new();

        public void Contribute(IScenarioParts parts) =>
            parts.Add(new StreamProcessorPart(group, "meter-readings", ["meter-links"], (_, _) => new Noting(this)));

        private sealed class Noting(NotedScenario scenario) : IStreamProcessor
        {
            private int _links;

            public void RestoreReference(string contract, LogRecord record) => _links++;

            public Emissions OnReference(string contract, LogRecord record)
            {
                _links++;
                return Emissions.None;
            }

            public Emissions OnBatch(LogBatch batch)
            {
                foreach (var record in batch.Records)
                {
                    scenario.Known[(batch.Partition.Partition, record.Offset)] = _links;
                }

                return Emissions.None;
            }

            public ReadOnlyMemory<byte> SaveState() => new byte[] { 1 };
        }
    }
}
