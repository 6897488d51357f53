using System.Net.Http.Headers;
using System.Text;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Identity.Sealing;
using CityOps.Ingest.Appending;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingest.Tests.Appending;

/// <summary>Rows that the border refused, sent again after what refused them was mended.</summary>
public sealed class BorderRequeueTests : IAsyncDisposable
{
    private readonly SomeIngest _ingest = new();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Theory]
    [InlineData("text/csv", "meter_id,utility,dwelling_id,read_at,register\nMT-SECRET-1,water,DW-SECRET-1,2026-01-01T08:00:00+08:00,12.5")]
    [InlineData("application/json", """{"meter_id":"MT-SECRET-1","utility":"water","dwelling_id":"DW-SECRET-1","read_at":"2026-01-01T08:00:00+08:00","register":12.5}""")]
    public async Task A_row_that_decodes_by_now_is_pseudonymised_appended_and_refers_to_its_dead_letter(string contentType, string payload)
    {
        await _ingest.StartAsync();
        var letter = Letter(row: 7, contentType);

        Assert.Null(await Requeue.TryAppendAsync(letter, Encoding.UTF8.GetBytes(payload), CancellationToken.None));

        var record = Assert.Single(await _ingest.RecordsAsync(letter.Topic));
        Assert.Equal(-1, record.Value.Span.IndexOf("SECRET"u8));
        Assert.Equal(("upload:a", "7"), (record.Header(LogHeaders.DeadLetterOrigin), record.Header(LogHeaders.DeadLetterRow)));
        var place = DeadLetterReference.Of(new TopicPartition(letter.Topic, 0), record, row: 1);
        Assert.Equal(new DeadLetterPlace("upload:a", 7, letter.At, Attempts: 2), place);
        var keys = await _ingest.Vault.KeysOfAsync(IdentityKind.Meter, ["MT-SECRET-1"], default);
        var row = Assert.Single((await _ingest.RowsAsync("meter-readings")).SelectMany(r => SomeRows.Texts(r.Rows)));
        Assert.Equal(($"{keys[0]}", "12.5"), (row["meter_key"], row["register"]));
    }

    [Fact]
    public async Task Every_refused_row_of_an_upload_can_be_decoded_by_itself_whatever_its_format()
    {
        await _ingest.StartAsync();
        await SendAsync("text/csv", "meter_id,dwelling_id,utility,read_at,register\nM,D,steam,2026-01-01T08:00:00+08:00,1\n");
        await SendAsync("application/x-ndjson", """{"meter_id":"M","utility":"heat","read_at":"2026-01-01T08:00:00+08:00","register":1}""" + "\n");
        var seal = _ingest.Services.GetRequiredService<IPayloadSeal>();

        foreach (var letter in await _ingest.DeadLettersAsync("meter-readings"))
        {
            Assert.True(Requeue.Takes(letter));
            var refusal = await Requeue.TryAppendAsync(letter, seal.Open(letter), CancellationToken.None);

            // Refused for the very same field again: the contract has not changed meanwhile, and the rest of the row was read.
            Assert.Equal(("utility", letter.Code, letter.Reason), (refusal!.Field, refusal.Refusal.Code, refusal.Refusal.Reason));
        }

        Assert.Empty(await _ingest.RecordsAsync("cityops.meter-readings.v1"));
    }

    [Fact]
    public async Task What_is_no_row_at_all_is_refused_with_a_reason()
    {
        await _ingest.StartAsync();

        var refusal = await Requeue.TryAppendAsync(Letter(1, "application/json"), "not json"u8.ToArray(), CancellationToken.None);
        var future = await Requeue.TryAppendAsync(
            Letter(1, "application/json"), """{"meter_id":"M","utility":"water","read_at":"2999-01-01T08:00:00+08:00","register":1}"""u8.ToArray(), CancellationToken.None);
        var foreign = await Requeue.TryAppendAsync(Letter(1, "application/json") with { Topic = "cityops.nobody.v1" }, "{}"u8.ToArray(), CancellationToken.None);

        Assert.NotEmpty(refusal!.Refusal.Reason);
        Assert.Equal("read_at", future!.Field);
        Assert.Equal((RefusalCode.UnknownContract, "cityops.nobody.v1"), (foreign!.Refusal.Code, foreign.Refusal.Detail));
        Assert.True(Requeue.Takes(Letter(1, "application/json") with { Origin = "metering.raw[1]@7" }));
        Assert.False(Requeue.Takes(Letter(1, "application/json") with { Origin = "cityops.meter-readings.v1[1]@7" }));
    }

    private BorderRequeue Requeue => _ingest.Services.GetServices<IDeadLetterRequeue>().OfType<BorderRequeue>().Single();

    private static DeadLetter Letter(long row, string contentType) =>
        new("cityops.meter-readings.v1", "upload:a", row, "utility", "no such word", SealedPayload: null, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), contentType);

    private async Task SendAsync(string contentType, string body)
    {
        using var client = _ingest.Client();
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        using var response = await client.PostAsync("/ingest/v1/meter-readings", content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
