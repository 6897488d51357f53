using System.Data.Common;
using CityOps.Casework.Queries;
using CityOps.Casework.Storage.Rows;
using CityOps.Casework.Suspicions;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Identity.Sealing;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Casework.Tests.Suspicions;

/// <summary>What becomes of suspicions that casework cannot take: one for what it says, all while the database is away.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task A_refused_suspicion_goes_aside_with_its_reason_and_those_around_it_take_effect()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion("s1", "1"), Some.Suspicion("s2", "1"), Some.Suspicion("s3", "1"), Some.Suspicion("s4", "1"));
        var process = world.BootWith(sink => new Refusing(sink, "s2", "s4"));

        await process.CatchUpAsync();

        var only = Assert.Single((await process.Queries.ListAsync(new CaseFilter(), new CasePageRequest(), default)).Cases);
        Assert.Equal(2, only.EvidenceCount);
        var letters = await LettersAsync(world);
        Assert.Equal(["s2", "s4"], letters.Select(l => Read(world, l).SuspicionId));
        Assert.All(letters, l => Assert.Contains("its case says no", l.Detail, StringComparison.Ordinal));
        Assert.All(letters, l => Assert.Equal(LogHeaders.Json, l.ContentType));
    }

    [Theory]
    [InlineData("""{"suspicion_id":"s","scenario":"muck-truck","subject":"1\u0000","started_at":"2026-03-04T09:00:00Z","revision":1,"state":"open","score":1,"evidence":"{}"}""")]
    [InlineData("""{"suspicion_id":"s","scenario":"muck-truck","subject":"1","started_at":"2026-03-04T09:00:00Z","revision":1,"state":"open","score":1,"evidence":{"town":"a\u0000"}}""")]
    public async Task A_text_that_no_database_holds_is_a_dead_letter_and_not_an_endless_retry(string message)
    {
        await using var world = await World.OpenAsync();
        await world.AppendAsync(message, "1");

        await world.Boot().CatchUpAsync();

        Assert.Single(await LettersAsync(world));
    }

    [Fact]
    public async Task While_the_database_is_away_health_is_degraded_and_afterwards_every_suspicion_takes_effect_once()
    {
        await using var world = await World.OpenAsync();
        var door = new Door();
        var process = world.Boot(new CaseworkTuning { RetryDelayMs = 10, MaxRetryDelayMs = 50 }, time: TimeProvider.System, interceptors: door);
        await world.SuspectAsync([.. Enumerable.Range(1, 50).Select(i => Some.Suspicion($"s{i}", $"{i}"))]);
        door.IsShut = true;
        await process.Consumer.StartAsync(default);

        await UntilAsync(async () => (await CheckAsync(process)).Status is HealthStatus.Degraded && door.Refused > 3);
        var reason = (await CheckAsync(process)).Description;
        door.IsShut = false;
        await UntilAsync(async () => (await process.Queries.ListAsync(new CaseFilter(), new CasePageRequest(Limit: 100), default)).Cases.Count == 50);
        await UntilAsync(async () => (await CheckAsync(process)).Status is HealthStatus.Healthy);
        await process.Consumer.StopAsync(default);

        Assert.Contains("the database is away", reason, StringComparison.Ordinal);
        Assert.All((await process.Queries.ListAsync(new CaseFilter(), new CasePageRequest(Limit: 100), default)).Cases, c => Assert.Equal(1, c.EvidenceCount));
        Assert.Empty(await LettersAsync(world));
    }

    private static Task<HealthCheckResult> CheckAsync(Process process) => process.Health.CheckHealthAsync(new HealthCheckContext());

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<List<DeadLetter>> LettersAsync(World world) =>
        [.. (await world.ReadTopicAsync(SuspicionDeadLetters.Topic)).SelectMany(m => RowBatch.To<DeadLetter>(Decode(m.Record, ContractReader.Read<DeadLetter>())))];

    private static Suspicion Read(World world, DeadLetter letter) =>
        Assert.Single(RowBatch.To<Suspicion>(MessageDecoder.Decode(letter.ContentType, world.Seal.Open(letter), ContractReader.Read<Suspicion>()).Rows));

    private static Apache.Arrow.RecordBatch Decode(LogRecord record, ContractSchema schema) =>
        MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, schema).Rows;

    private sealed class Refusing(ISuspicionSink sink, params string[] ids) : ISuspicionSink
    {
        public Task ApplyAsync(IReadOnlyList<Suspicion> suspicions, ConsumedOffsetRow? from, ConsumedOffsetRow to, CancellationToken cancellationToken) =>
            suspicions.FirstOrDefault(s => ids.Contains(s.SuspicionId)) is { } refused
                ? throw new SuspicionRefusedException(refused, "its case says no")
                : sink.ApplyAsync(suspicions, from, to, cancellationToken);
    }

    private sealed class Door : DbConnectionInterceptor
    {
        private int _refused;

        public bool IsShut { get; set; }

        public int Refused => _refused;

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (IsShut)
            {
                Interlocked.Increment(ref _refused);
                throw new InvalidOperationException("the database is away");
            }

            return ValueTask.FromResult(result);
        }
    }
}
