using System.Text;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Identity.Sealing;
using CityOps.Pipelines.DeadLetters;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.DeadLetters;

/// <summary>Looking through dead letters and sending them again, on the real log and engine.</summary>
public sealed class DeadLetterBookTests(EngineFixture engine)
{
    private static readonly TopicPartition Partition = new(Some.Readings.Topic, 1);

    [Fact]
    public async Task Letters_are_listed_the_latest_first_filtered_counted_and_paged()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await AppendAsync(district, Row("steam", 1), Row("steam", 2), Row("heat", 3), "no json", Row("water", 4, register: -1));
        await LandAsync(district);
        var book = district.Get<IDeadLetterBook>();

        var all = await book.ListAsync(new DeadLetterFilter(), before: null, 10, CancellationToken.None);
        var utility = await book.ListAsync(new DeadLetterFilter(Field: "utility"), before: null, 10, CancellationToken.None);
        var counts = await book.CountAsync(new DeadLetterFilter(Topic: Some.Readings.Topic), CancellationToken.None);
        var first = await book.ListAsync(new DeadLetterFilter(), before: null, 3, CancellationToken.None);
        var second = await book.ListAsync(new DeadLetterFilter(), new DeadLetterCursor(first[^1].At, first[^1].Id), 3, CancellationToken.None);

        Assert.Equal(5, all.Count);
        Assert.Equal(3, utility.Count);
        Assert.Equal(("utility", 3L, 3L), (counts[0].Field, counts[0].Letters, counts[0].Open));
        Assert.Equal(all, first.Concat(second));
        Assert.Empty(await book.ListAsync(new DeadLetterFilter(Since: all[0].At.AddDays(1)), before: null, 10, CancellationToken.None));
        Assert.Empty(await book.ListAsync(new DeadLetterFilter(Topic: "cityops.sites.v1"), before: null, 10, CancellationToken.None));
        Assert.Equal(all[0].Id, (await book.FindAsync(all[0].Id, CancellationToken.None))!.Value.Letter.Id);
        Assert.Null(await book.FindAsync("0000000000000000", CancellationToken.None));
    }

    [Fact]
    public async Task What_the_table_takes_by_now_lands_when_it_is_sent_again_and_once_is_enough()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await RunAsync("ALTER TABLE readings ADD CONSTRAINT IF NOT EXISTS plausible CHECK register < 900");
        await AppendAsync(district, Row("water", 1, register: 5), Row("water", 2, register: 999));
        await LandAsync(district);
        var book = district.Get<IDeadLetterBook>();
        var letter = Assert.Single(await book.ListAsync(new DeadLetterFilter(), before: null, 10, CancellationToken.None));
        await RunAsync("ALTER TABLE readings DROP CONSTRAINT plausible");

        var sent = await book.RequeueAsync(letter.Id, "olga", "the limit was wrong", CancellationToken.None);
        var end = await EndAsync(district);
        var again = await book.RequeueAsync(letter.Id, "olga", "the limit was wrong", CancellationToken.None);
        await district.LandedAsync();

        Assert.Equal((RequeueResult.Requeued, RequeueResult.AlreadyRequeued), (sent.Result, again.Result));
        Assert.Equal((3, 3), (end, await EndAsync(district)));
        Assert.Equal(2, await district.CountAsync("readings"));
        var after = Assert.Single(await book.ListAsync(new DeadLetterFilter(), before: null, 10, CancellationToken.None));
        Assert.Equal((letter.Id, "olga", "the limit was wrong"), (after.Id, after.RequeuedBy, after.RequeuedNote));
        Assert.NotNull(after.RequeuedAt);
        Assert.Empty(await book.ListAsync(new DeadLetterFilter(OpenOnly: true), before: null, 10, CancellationToken.None));
        Assert.Equal(RequeueResult.Unknown, (await book.RequeueAsync("0000000000000000", "olga", "the limit was wrong", CancellationToken.None)).Result);
    }

    [Fact]
    public async Task What_the_warehouse_refuses_again_is_the_same_letter_open_again()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await RunAsync("ALTER TABLE readings ADD CONSTRAINT IF NOT EXISTS plausible CHECK register < 900");
        try
        {
            await AppendAsync(district, Row("water", 1, register: 5), Row("water", 2, register: 999));
            await LandAsync(district);
            var book = district.Get<IDeadLetterBook>();
            var letter = Assert.Single(await book.ListAsync(new DeadLetterFilter(), before: null, 10, CancellationToken.None));

            Assert.Equal(RequeueResult.Requeued, (await book.RequeueAsync(letter.Id, "olga", "the limit was wrong", CancellationToken.None)).Result);
            await district.LandedAsync();
            await district.WaitAsync(Some.Readings.DeadLetterTopic);

            var again = Assert.Single(await book.ListAsync(new DeadLetterFilter(OpenOnly: true), before: null, 10, CancellationToken.None));
            Assert.Equal(letter.Id, again.Id);
            Assert.True(again.At > letter.At);
            Assert.Equal((1L, 2L, letter.At, letter.ContentType), (letter.Attempts, again.Attempts, again.FirstAt, again.ContentType));
            Assert.Equal("refused_by_warehouse", again.Code);
        }
        finally
        {
            await RunAsync("ALTER TABLE readings DROP CONSTRAINT IF EXISTS plausible");
        }
    }

    [Fact]
    public async Task What_still_does_not_decode_stays_and_nothing_is_appended()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await AppendAsync(district, Row("steam", 1), "no json");
        await LandAsync(district);
        var book = district.Get<IDeadLetterBook>();
        var letters = await book.ListAsync(new DeadLetterFilter(), before: null, 10, CancellationToken.None);
        var end = await EndAsync(district);

        var outcomes = new List<RequeueOutcome>();
        foreach (var letter in letters)
        {
            outcomes.Add(await book.RequeueAsync(letter.Id, "olga", "the limit was wrong", CancellationToken.None));
        }

        await district.WaitAsync(Some.Readings.DeadLetterTopic);
        Assert.All(outcomes, o => Assert.Equal(RequeueResult.RefusedAgain, o.Result));
        Assert.Contains(outcomes, o => o.Field == "utility");
        Assert.Equal(end, await EndAsync(district));
        var after = await book.ListAsync(new DeadLetterFilter(OpenOnly: true), before: null, 10, CancellationToken.None);
        Assert.Equal(letters.Select(l => (l.Id, l.At, 2L, l.ContentType)).Order(), after.Select(l => (l.Id, l.FirstAt, l.Attempts, l.ContentType)).Order());
    }

    [Fact]
    public async Task A_row_of_the_border_that_the_warehouse_refuses_after_it_was_sent_again_is_the_same_letter_as_it_came()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await RunAsync("ALTER TABLE readings ADD CONSTRAINT IF NOT EXISTS plausible CHECK register < 900");
        try
        {
            const string AsSent = "meter_id,utility\nMT-SECRET-1,steam";
            var seal = district.Get<IPayloadSeal>();
            var letter = seal.Seal(
                new DeadLetter(Some.Readings.Topic, "upload:a/1f", 7, "utility", "must be a word", SealedPayload: null, Some.Midnight, "text/csv", RefusalCode.NotAWord),
                Encoding.UTF8.GetBytes(AsSent));
            await PutAsideAsync(district, letter);
            await LandAsync(district);

            // What the border makes of it once the contract takes it: keyed rows that refer to the letter.
            LogHeader[] headers = [.. District.Headers(LogHeaders.Json, 1), .. DeadLetterReference.HeadersOf(letter)];
            await district.Log.EnsureTopicAsync(Some.Readings.Topic, 4, CancellationToken.None);
            await district.Log.AppendAsync(Some.Readings.Topic, [new LogAppend(Partition.Partition, default, Encoding.UTF8.GetBytes(Row("water", 1, register: 999)), headers)], CancellationToken.None);
            await district.LandedAsync();
            await district.WaitAsync(Some.Readings.DeadLetterTopic);

            var (entry, again) = (await district.Get<IDeadLetterBook>().FindAsync(letter.Id, CancellationToken.None))!.Value;
            Assert.Equal(1, await district.CountAsync("dead_letters"));
            Assert.Equal(("refused_by_warehouse", 2L, Some.Midnight, "text/csv"), (entry.Code, entry.Attempts, entry.FirstAt, entry.ContentType));
            Assert.True(entry.At > entry.FirstAt);
            Assert.Equal(AsSent, Encoding.UTF8.GetString(seal.Open(again)));
        }
        finally
        {
            await RunAsync("ALTER TABLE readings DROP CONSTRAINT IF EXISTS plausible");
        }
    }

    [Fact]
    public async Task A_letter_that_comes_again_is_not_there_twice_and_keeps_its_instant_and_that_it_was_sent()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await AppendAsync(district, Row("steam", 1));
        await LandAsync(district);
        var book = district.Get<IDeadLetterBook>();
        var (entry, letter) = (await book.FindAsync(Assert.Single(await book.ListAsync(new DeadLetterFilter(), before: null, 10, CancellationToken.None)).Id, CancellationToken.None))!.Value;

        await PutAsideAsync(district, letter with { At = letter.At.AddHours(1), FirstAt = null });
        await district.WaitAsync(Some.Readings.DeadLetterTopic);
        Assert.Equal(entry, Assert.Single(await book.ListAsync(new DeadLetterFilter(), before: null, 10, CancellationToken.None)));
        Assert.Equal(1, Assert.Single(await book.CountAsync(new DeadLetterFilter(Reason: "not_a_word"), CancellationToken.None)).Letters);

        Assert.Equal(RequeueResult.RefusedAgain, (await book.RequeueAsync(entry.Id, "olga", "", CancellationToken.None)).Result);
        await PutAsideAsync(district, letter with { At = letter.At.AddHours(2), FirstAt = null });
        await district.WaitAsync(Some.Readings.DeadLetterTopic);

        var only = Assert.Single(await book.ListAsync(new DeadLetterFilter(), before: null, 10, CancellationToken.None));
        Assert.Equal((2L, entry.At), (only.Attempts, only.FirstAt));
        Assert.Equal(1, await district.CountAsync("dead_letters"));
    }

    [Fact]
    public async Task A_letter_of_before_there_were_codes_was_refused_once_and_then()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        const string Old = """{"topic":"cityops.meter-readings.v1","origin":"upload:a","row":7,"field":"utility","reason":"no such word","sealed_payload":"c2VhbGVk","at":"2026-03-01T00:00:00Z","content_type":"text/csv"}""";
        await district.Log.EnsureTopicAsync(Some.Readings.DeadLetterTopic, 4, CancellationToken.None);
        await district.Log.AppendAsync(Some.Readings.DeadLetterTopic, [new LogAppend(0, default, Encoding.UTF8.GetBytes(Old), District.Headers(LogHeaders.Json, 1))], CancellationToken.None);
        await district.StartAsync();
        await district.WaitAsync(Some.Readings.DeadLetterTopic);

        var only = Assert.Single(await district.Get<IDeadLetterBook>().ListAsync(new DeadLetterFilter(Reason: "NO SUCH"), before: null, 10, CancellationToken.None));

        Assert.Equal((null, "no such word", null, 1L, only.At), (only.Code, only.Reason, only.Detail, only.Attempts, only.FirstAt));
    }

    private static async Task PutAsideAsync(District district, DeadLetter letter) =>
        await district.Get<DeadLetterLog>().AppendAsync(letter.Topic, DeadLetterCause.InvalidRow, [letter], CancellationToken.None);

    private static string Row(string utility, int hour, double register = 5) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $$"""{"meter_key":1,"dwelling_key":11,"utility":"{{utility}}","read_at":"2026-03-01T{{hour:00}}:00:00Z","register":{{register}}}""");

    private static async Task AppendAsync(District district, params string[] messages)
    {
        await district.Log.EnsureTopicAsync(Some.Readings.Topic, 4, CancellationToken.None);
        foreach (var message in messages)
        {
            await district.Log.AppendAsync(
                Some.Readings.Topic, [new LogAppend(Partition.Partition, default, Encoding.UTF8.GetBytes(message), District.Headers(LogHeaders.Json, 1))], CancellationToken.None);
        }
    }

    private static async Task LandAsync(District district)
    {
        await district.StartAsync();
        await district.LandedAsync();
        await district.WaitAsync(Some.Readings.DeadLetterTopic);
    }

    private static async Task<long> EndAsync(District district) => (await district.Log.OffsetsAsync(Partition, CancellationToken.None)).End;

    private Task RunAsync(string sql) => engine.Warehouse.ExecuteAsync(sql, CityOps.Warehouse.WarehouseParameters.None, CancellationToken.None);
}
