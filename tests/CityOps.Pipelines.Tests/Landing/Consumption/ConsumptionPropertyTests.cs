using System.Globalization;
using Apache.Arrow;
using CityOps.Contracts.Schema;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Landing.Consumption;
using CityOps.Pipelines.Scenarios;
using CityOps.Tests.Shared;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Tests.Landing.Consumption;

/// <summary>Whatever the meters say, in whatever order and batches it arrives: the three tables are what <see cref="PlainConsumption"/> makes of all of it at once.</summary>
[Collection(nameof(ConsumptionPropertyTests))]
public sealed class ConsumptionPropertyTests(EngineFixture engine) : IClassFixture<EngineFixture>, IAsyncLifetime
{
    private static readonly TimeZoneInfo Madrid = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");

    // So that a batch is several messages.
    private const int MessageRows = 100;

    private readonly TestFolder _folder = new();
    private District _district = null!;

    // Summer time begins and ends; a year ends; a leap day.
    public static TheoryData<int, string> Stories => new()
    {
        { 1, "2026-03-25" }, { 2, "2025-10-22" }, { 3, "2027-12-27" }, { 4, "2028-02-25" },
    };

    public async ValueTask InitializeAsync() => _district = await District.OpenAsync(_folder, engine, empty: true);

    public async ValueTask DisposeAsync()
    {
        await _district.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task The_tables_are_a_function_of_the_set_of_what_arrived(int seed, string day)
    {
        var from = DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var story = MeterStory.Tell(seed, from, meters: 12);
        var expected = PlainConsumption.Of(story.Readings, story.Links);
        var random = new Random(seed);
        MeterStory[] orders =
        [
            story.InOrderOf(item => item is Reading r ? (r.At - from).TotalHours : random.NextDouble() * 200),
            story.InOrderOf(item => item is Reading r ? (r.At - from).TotalHours + (random.Next(15) == 0 ? random.NextDouble() * 100 : random.NextDouble()) : random.NextDouble() * 200),
            story.InOrderOf(_ => random.NextDouble()),
        ];

        (string, string, string)? first = null;
        foreach (var order in orders)
        {
            await _district.EmptyAsync();
            await LandAsync(order, random, batches: 5);
            AssertEqual(expected.Hours, await HoursAsync());
            AssertEqual(expected.Intervals, await IntervalsAsync());
            AssertEqual(PlainDays.Of(expected.Hours, Madrid), await DaysAsync());

            var landed = await HashesAsync();
            Assert.Equal(first ??= landed, landed);
            await LandAsync(order, random, batches: 2);
            Assert.Equal(first, await HashesAsync());
        }
    }

    // Some batches are landed by a new owner, who remembers nothing; days are filled now and then, and at the end.
    private async Task LandAsync(MeterStory story, Random random, int batches)
    {
        var days = new DwellingDays(_district.Warehouse, Madrid);
        var (readings, links) = (OfReadings(), OfLinks());
        var offset = 0;
        var cuts = Enumerable.Range(0, batches - 1).Select(_ => random.Next(story.Events.Count)).Append(story.Events.Count).Order().ToList();
        foreach (var cut in cuts.Distinct())
        {
            var batch = story.Events.Skip(offset).Take(cut - offset).ToList();
            await LandAsync("readings", Some.Readings, PlacesOf<Reading>(batch, offset), Some.Batch, readings);
            await LandAsync("meter_links", Some.Links, PlacesOf<Link>(batch, offset), Some.Batch, links);
            offset = cut;
            readings = random.Next(4) == 0 ? OfReadings() : readings;
            if (random.Next(3) == 0)
            {
                await days.SettleAsync(CancellationToken.None);
            }
        }

        await days.SettleAsync(CancellationToken.None);
    }

    private async Task LandAsync<T>(string table, ContractSchema schema, List<(int Place, T Row)> rows, Func<IReadOnlyList<T>, RecordBatch> batch, IDerivation derivation)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var columns = new LandingColumns(schema);
        var landed = rows.Chunk(MessageRows).Select(message => OfPlaces(columns.Add(batch([.. message.Select(row => row.Row)]), 0, Some.Midnight), message.Select(row => row.Place))).ToList();
        await _district.Warehouse.InsertAsync(table, landed, InsertMode.Again, CancellationToken.None);
        await derivation.ApplyAsync($"test@{rows[0].Place}", landed, CancellationToken.None);
        landed.ForEach(message => message.Dispose());
    }

    // Each event has its place in the story as its offset, whatever batch it is in.
    private static RecordBatch OfPlaces(RecordBatch rows, IEnumerable<int> places)
    {
        var versions = new UInt64Array.Builder().AppendRange(places.Select(place => SourceOrder.Of(place, 0))).Build();
        return new RecordBatch(rows.Schema, [.. rows.Arrays.SkipLast(1), versions], rows.Length);
    }

    private static List<(int Place, T Row)> PlacesOf<T>(List<object> batch, int offset) =>
        [.. batch.Select((item, at) => (offset + at, item)).Where(e => e.item is T).Select(e => (e.Item1, (T)e.item))];

    private ReadingsDerivation OfReadings() => new(new ConsumptionBooking(_district.Warehouse, new LandingOptions(), Madrid), maxRememberedMeters: 40);

    private LinksDerivation OfLinks() => new(new ConsumptionBooking(_district.Warehouse, new LandingOptions(), Madrid));

    // Words and counts exactly, amounts up to what the tables' floats hold.
    private static void AssertEqual<T>(IEnumerable<T> expected, IEnumerable<T> actual)
        where T : notnull
    {
        var (want, got) = (expected.ToDictionary(WordsOf, AmountsOf), actual.ToDictionary(WordsOf, AmountsOf));
        var missing = want.Keys.Except(got.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var surplus = got.Keys.Except(want.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count + surplus.Count == 0, $"{missing.Count} missing, {surplus.Count} too many:\n-{string.Join("\n-", missing.Take(5))}\n+{string.Join("\n+", surplus.Take(5))}");
        Assert.All(want, row => Assert.All(row.Value.Zip(got[row.Key]), amount => Assert.True(Math.Abs(amount.First - amount.Second) <= 2e-6 + (1e-6 * Math.Abs(amount.First)), $"{row.Key}: {amount}")));
    }

    private static string WordsOf<T>(T row)
        where T : notnull => string.Join(' ', typeof(T).GetProperties().Where(p => p.PropertyType != typeof(double)).Select(p => p.GetValue(row) switch
        {
            DateTimeOffset at => at.UtcDateTime.ToString("o", CultureInfo.InvariantCulture),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        }));

    private static List<double> AmountsOf<T>(T row)
        where T : notnull => [.. typeof(T).GetProperties().Where(p => p.PropertyType == typeof(double)).Select(p => (double)p.GetValue(row)!)];

    private async Task<(string Hours, string Intervals, string Days)> HashesAsync() => (
        await HashAsync("consumption_hours", "dwelling_key, utility, meter_key, hour, consumption, quality, attribution, covered_s"),
        await HashAsync("consumption_intervals", "dwelling_key, utility, meter_key, register_code, started_at, finished_at, consumption, quality, attribution"),
        await HashAsync("dwelling_days", "* EXCEPT version"));

    private async Task<string> HashAsync(string table, string columns) =>
        (await _district.QueryAsync($"SELECT toString(count()) || ' ' || hex(sipHash128(groupArray(line))) FROM (SELECT toString(tuple({columns})) AS line FROM {table} ORDER BY line)", r => r.GetString(0))).Single();

    private Task<List<PlainHour>> HoursAsync() => _district.QueryAsync(
        "SELECT dwelling_key, toString(utility), meter_key, toInt64(toUnixTimestamp(hour)), consumption, toString(quality), toString(attribution), toInt32(covered_s) FROM consumption_hours",
        r => new PlainHour(
            r.GetFieldValue<ulong>(0), r.GetString(1), r.GetFieldValue<ulong>(2), DateTimeOffset.FromUnixTimeSeconds(r.GetInt64(3)), r.GetDouble(4), r.GetString(5), r.GetString(6), r.GetInt32(7)));

    private Task<List<PlainInterval>> IntervalsAsync() => _district.QueryAsync(
        """
        SELECT dwelling_key, toString(utility), meter_key, toString(register_code), toUnixTimestamp64Milli(started_at), toUnixTimestamp64Milli(finished_at),
            consumption, toString(quality), toString(attribution)
        FROM consumption_intervals
        """,
        r => new PlainInterval(
            r.GetFieldValue<ulong>(0), r.GetString(1), r.GetFieldValue<ulong>(2), r.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)),
            DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(5)), r.GetDouble(6), r.GetString(7), r.GetString(8)));

    private Task<List<PlainDay>> DaysAsync() => _district.QueryAsync(
        """
        SELECT dwelling_key, toString(utility), day, toInt32(hours), toFloat64(used), toFloat64(night), toFloat64(morning), toFloat64(evening), toFloat64(peak_hour),
            toFloat64(valley_hour), toFloat64(squares), toInt32(active_hours), toInt32(shower_hours), toInt32(still_hours), toInt32(broken_hours)
        FROM dwelling_days
        """,
        r => new PlainDay(
            r.GetFieldValue<ulong>(0), r.GetString(1), DateOnly.FromDateTime(r.GetDateTime(2)), r.GetInt32(3), r.GetDouble(4), r.GetDouble(5), r.GetDouble(6), r.GetDouble(7), r.GetDouble(8),
            r.GetDouble(9), r.GetDouble(10), r.GetInt32(11), r.GetInt32(12), r.GetInt32(13), r.GetInt32(14)));
}
