using System.Text;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Identity;
using CityOps.Pipelines.Checkpoints;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.DeadLetters;

public sealed class DeadLetterLandingTests(EngineFixture engine)
{
    private const string Good = """{"meter_key":1,"dwelling_key":11,"utility":"water","read_at":"2026-03-01T00:00:00Z","register":5}""";
    private const string Bad = """{"meter_key":1,"dwelling_key":11,"utility":"steam","read_at":"2026-03-01T01:00:00Z","register":6}""";

    [Fact]
    public async Task What_cannot_be_read_is_sealed_with_its_reason_and_the_rest_lands()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await AppendAsync(district, Message(LogHeaders.ArrowStream, "no arrow"), Message(LogHeaders.JsonLines, Good + "\n" + Bad), Message("text/x-unknown", "?"));
        await district.StartAsync();
        await district.LandedAsync();
        await district.WaitAsync(Some.Readings.DeadLetterTopic);

        var letters = await district.QueryAsync(
            "SELECT topic, origin, toInt64(row), field, reason, sealed_payload FROM dead_letters ORDER BY origin, row",
            r => new DeadLetter(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetString(3), r.GetString(4), r.GetString(5), default));

        Assert.Equal(1, await district.CountAsync("readings"));
        Assert.Equal(
            [("cityops.meter-readings.v1[1]@0", 0), ("cityops.meter-readings.v1[1]@1", 2), ("cityops.meter-readings.v1[1]@2", 0)],
            letters.Select(l => (l.Origin, l.Row)));
        Assert.Equal("utility", letters[1].Field);
        Assert.DoesNotContain(letters, l => l.Reason.Contains("steam", StringComparison.Ordinal));
        Assert.Equal(Bad, Encoding.UTF8.GetString(district.Get<IPayloadSeal>().Open(Convert.FromBase64String(letters[1].SealedPayload!), letters[1].AssociatedData())).Trim());
    }

    [Fact]
    public async Task A_kill_after_dead_letters_were_appended_leaves_each_of_them_once()
    {
        using var folder = new TestFolder();
        var crash = new CrashAt(CrashPoint.DeadLettersAppended);
        await using (var killed = await District.OpenAsync(folder, engine, crash, empty: true))
        {
            await AppendAsync(killed, Message(LogHeaders.Json, Bad), Message(LogHeaders.Json, Good));
            await killed.StartAsync();
            await crash.Crashed;
        }

        await using var next = await District.OpenAsync(folder, engine);
        await next.StartAsync();
        await next.LandedAsync();
        await next.WaitAsync(Some.Readings.DeadLetterTopic);

        Assert.Equal(1, await next.CountAsync("dead_letters"));
        Assert.Equal(1, await next.CountAsync("readings"));
    }

    private static LogAppend Message(string contentType, string value) => new(1, default, Encoding.UTF8.GetBytes(value), District.Headers(contentType, 1));

    private static async Task AppendAsync(District district, params LogAppend[] messages)
    {
        await district.Log.EnsureTopicAsync(Some.Readings.Topic, 4, CancellationToken.None);
        await district.Log.AppendAsync(Some.Readings.Topic, messages, CancellationToken.None);
    }
}
