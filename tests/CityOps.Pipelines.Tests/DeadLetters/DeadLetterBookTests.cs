using System.Text;
using CityOps.EventLog;
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
        Assert.Equal(letters.Select(l => l.Id).Order(), after.Select(l => l.Id).Order());
    }

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
