using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Casework.Queries;
using CityOps.Casework.Suspicions;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Casework.Tests.Suspicions;

public sealed class ConsumerTests
{
    [Fact]
    public async Task Suspicions_of_a_subject_join_its_open_case()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion("s1", score: 0.5), Some.Suspicion("s2", score: 0.9), Some.Suspicion("s3", subject: "43"));
        var process = world.Boot();
        await process.CatchUpAsync();

        var page = await process.Queries.ListAsync(new CaseFilter(), new CasePageRequest(), default);
        Assert.Equal([("42", 0.9, 2), ("43", 0.8, 1)], page.Cases.Select(c => (c.Subject, c.Score, c.EvidenceCount)));
        Assert.Equal(CaseId.Of("group-rental", "42", "s1"), page.Cases[0].CaseId);
    }

    [Fact]
    public async Task The_same_suspicions_again_change_nothing()
    {
        await using var world = await World.OpenAsync();
        var suspicions = SuspicionScript.Make(seed: 1, count: 40);
        await world.SuspectAsync(suspicions);
        await world.Boot().CatchUpAsync();
        await using var db = world.Databases.Create();
        var before = await Dump.ProjectionsAsync(db);

        await world.SuspectAsync(suspicions);
        await world.Boot().CatchUpAsync();

        Assert.Equal(before, await Dump.ProjectionsAsync(db));
    }

    [Fact]
    public async Task The_same_log_gives_the_same_cases_whatever_the_batches()
    {
        var suspicions = SuspicionScript.Make(seed: 2, count: 80);
        var dumps = new List<string[]>();
        foreach (var size in new[] { 1, 7, 1_000 })
        {
            await using var world = await World.OpenAsync();
            await world.SuspectAsync(suspicions);
            await world.Boot(new CaseworkTuning { SuspicionsPerTransaction = size }).CatchUpAsync();
            dumps.Add(await Dump.OfAsync(world.Databases));
        }

        Assert.Equal(dumps[0], dumps[1]);
        Assert.Equal(dumps[0], dumps[2]);
    }

    [Fact]
    public async Task Evidence_of_a_lapsed_case_joins_the_one_that_opened_meanwhile()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(
            Some.Suspicion("s1"), Some.Suspicion("s1", revision: 2, state: SuspicionState.Withdrawn), Some.Suspicion("s2"), Some.Suspicion("s1", revision: 3));
        var process = world.Boot(new CaseworkTuning { SuspicionsPerTransaction = 1 });
        await process.CatchUpAsync();

        var open = Assert.Single((await process.Queries.ListAsync(new CaseFilter(), new CasePageRequest(), default)).Cases);
        Assert.Equal((CaseId.Of("group-rental", "42", "s2"), CaseId.Of("group-rental", "42", "s1"), 2), (open.CaseId, open.PreviousCaseId, open.EvidenceCount));
        await using var db = world.Databases.Create();
        Assert.All(await db.Evidence.ToListAsync(), e => Assert.Equal(open.CaseId, e.CaseId));
    }

    [Fact]
    public async Task A_suspicion_may_nest_its_evidence()
    {
        await using var world = await World.OpenAsync();
        await world.AppendAsync("""
            {"suspicion_id":"s1","scenario":"muck-truck","subject":"T-1","started_at":"2026-03-04T09:00:00+08:00","revision":1,"state":"closed","score":1,
             "evidence":{"town":"Xujing","kind":"dumping"},"found_late":true,"another":1}
            """);
        var process = world.Boot();
        await process.CatchUpAsync();
        var only = Assert.Single((await process.Queries.ListAsync(new CaseFilter(Scenario: "muck-truck"), new CasePageRequest(), default)).Cases);
        Assert.Equal(("Xujing", "dumping"), (only.Town, only.Kind));
    }

    [Theory]
    [InlineData("not json", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "suspicion_id")]
    [InlineData("""{"suspicion_id":"s","scenario":"nobody","subject":"1","started_at":"2026-03-04T09:00:00Z","revision":1,"state":"open","score":1,"evidence":"{}"}""", "scenario")]
    [InlineData("""{"suspicion_id":"s","scenario":"muck-truck","subject":"1","started_at":"yesterday","revision":1,"state":"open","score":1,"evidence":"{}"}""", "started_at")]
    [InlineData("""{"suspicion_id":"s","scenario":"muck-truck","subject":"1","started_at":"2026-03-04T09:00:00Z","revision":1,"state":"open","score":7,"evidence":"{}"}""", "score")]
    [InlineData("""{"suspicion_id":"s","scenario":"muck-truck","subject":"1","started_at":"2026-03-04T09:00:00Z","revision":1,"state":"lost","score":1,"evidence":"{}"}""", "state")]
    [InlineData("""{"suspicion_id":"s","scenario":"muck-truck","subject":"1","started_at":"2026-03-04T09:00:00Z","revision":1,"state":"open","score":1,"evidence":"[]"}""", "evidence")]
    public async Task What_cannot_be_read_is_put_aside_sealed_and_reading_goes_on(string message, string field)
    {
        await using var world = await World.OpenAsync();
        await world.AppendAsync(message, "42");
        await world.SuspectAsync(Some.Suspicion());
        var process = world.Boot();
        await process.CatchUpAsync();

        Assert.Single((await process.Queries.ListAsync(new CaseFilter(), new CasePageRequest(), default)).Cases);
        var (_, record) = Assert.Single(await world.ReadTopicAsync(SuspicionDeadLetters.Topic));
        var letter = JsonSerializer.Deserialize<DeadLetter>(record.Value.Span, CaseEventCodec.Json)!;
        Assert.Equal((SuspicionConsumer.Topic, field), (letter.Topic, letter.Field ?? ""));
        var opened = world.Seal.Open(Convert.FromBase64String(letter.SealedPayload!), letter.AssociatedData());
        Assert.Equal(message, System.Text.Encoding.UTF8.GetString(opened));
    }

    [Fact]
    public async Task A_log_that_is_not_the_one_read_before_stops_its_partition_and_says_so()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion());
        await world.Boot().CatchUpAsync();
        await using var db = world.Databases.Create();
        await db.ConsumedOffsets.ExecuteUpdateAsync(set => set.SetProperty(o => o.LogId, "another"));
        await world.SuspectAsync(Some.Suspicion("s2"));

        var process = world.Boot();
        using var stop = new CancellationTokenSource();
        var following = process.Consumer.FollowAsync(TimeSpan.FromSeconds(1), untilQuiet: false, stop.Token);
        Assert.True(SpinWait.SpinUntil(() => process.Health.Stopped.Count > 0, TimeSpan.FromSeconds(20)));

        var (partition, reason) = Assert.Single(process.Health.Stopped);
        Assert.Contains("'another'", reason, StringComparison.Ordinal);
        Assert.Contains("cityops checkpoints forget --consumer casework", reason, StringComparison.Ordinal);
        Assert.Equal(SuspicionConsumer.Topic, partition.Topic);
        Assert.Equal(1, (await process.Queries.ListAsync(new CaseFilter(), new CasePageRequest(), default)).Cases[0].EvidenceCount);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task A_partition_that_cannot_be_read_on_stands_still_and_health_names_it_while_the_others_become_cases()
    {
        await using var world = await World.OpenAsync();
        var subjects = Enumerable.Range(1, 100).Select(n => $"{n}").ToLookup(subject => Partitioner.PartitionOf(subject, world.LogOptions.Partitions));
        var (bad, good) = (subjects[0].First(), subjects[1].First());
        await world.SuspectAsync(Some.Suspicion("s1", subject: bad), Some.Suspicion("s2", subject: bad), Some.Suspicion("s3", subject: good));
        await world.DamageAsync(partition: 0, offset: 1);

        var process = world.Boot();
        using var stop = new CancellationTokenSource();
        var following = process.Consumer.FollowAsync(TimeSpan.FromSeconds(1), untilQuiet: false, stop.Token);
        Assert.True(SpinWait.SpinUntil(() => process.Health.Stopped.Count > 0, TimeSpan.FromSeconds(20)));
        await world.SuspectAsync(Some.Suspicion("s4", subject: good));
        await using var db = world.Databases.Create();
        Assert.True(SpinWait.SpinUntil(() => db.Evidence.AsNoTracking().Count() == 3, TimeSpan.FromSeconds(20)));

        var (partition, reason) = Assert.Single(process.Health.Stopped);
        Assert.Equal((new TopicPartition(SuspicionConsumer.Topic, 0), 1), (partition, (await db.ConsumedOffsets.AsNoTracking().SingleAsync(o => o.Partition == 0)).NextOffset));
        Assert.Contains("The record at offset 1 is damaged", reason, StringComparison.Ordinal);
        var health = await process.Health.CheckHealthAsync(new HealthCheckContext());
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.StartsWith($"{partition} stands still", health.Description, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task A_process_whose_partition_was_taken_over_writes_nothing()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion());
        var process = world.Boot();
        await process.CatchUpAsync();
        await using var db = world.Databases.Create();
        var held = await db.ConsumedOffsets.AsNoTracking().SingleAsync();
        var stale = new CityOps.Casework.Storage.Rows.ConsumedOffsetRow { Topic = held.Topic, Partition = held.Partition, LogId = held.LogId, NextOffset = 9 };

        await Assert.ThrowsAsync<StaleProgressException>(() => process.Sink.ApplyAsync([Some.Suspicion("s2")], null, stale, default));

        Assert.Equal(1, await db.Evidence.CountAsync());
        Assert.Equal(held.NextOffset, (await db.ConsumedOffsets.AsNoTracking().SingleAsync()).NextOffset);
    }
}
