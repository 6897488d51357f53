using System.Security.Cryptography;
using System.Text;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Ingest.Tests.Appending;

namespace CityOps.Ingest.Tests.Http;

/// <summary>A sender that got no answer sends again: its refused rows are the letters they were, whether or not it names its uploads.</summary>
public sealed class ResentUploadTests : IAsyncDisposable
{
    private const string Header = "meter_id,utility,read_at,register\n";
    private const string Bad = "MT-1,steam,2026-01-01T08:00:00Z,1\n";
    private const string Worse = "MT-1,steam,2026-01-01T08:00:00Z,2\n";

    private readonly SomeIngest _ingest = new();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("file-7")]
    public async Task A_resent_upload_makes_the_same_letters_and_equal_rows_of_one_upload_stay_apart(string? uploadId)
    {
        await _ingest.StartAsync();

        await SendAsync(Header + Bad + Bad + Worse, uploadId);
        await SendAsync(Header + Bad + Bad + Worse, uploadId);

        var letters = await _ingest.DeadLettersAsync("meter-readings");
        Assert.Equal(6, letters.Count);
        Assert.Equal(3, letters.Select(letter => letter.Id).Distinct().Count());
        Assert.Equal([1, 1, 2, 2, 3, 3], letters.Select(letter => letter.Row).Order());
    }

    [Fact]
    public async Task Another_row_under_the_same_id_and_number_takes_no_letter_s_place()
    {
        await _ingest.StartAsync();

        await SendAsync(Header + Bad, "file-7");
        await SendAsync(Header + Worse, "file-7");
        await SendAsync(Header + Bad, "file-8");

        Assert.Equal(3, (await _ingest.DeadLettersAsync("meter-readings")).Select(letter => letter.Id).Distinct().Count());
    }

    [Fact]
    public async Task The_same_bytes_come_to_the_same_letters_however_they_are_batched()
    {
        await _ingest.With("Ingest:BatchRows", 2).StartAsync();
        var rows = Enumerable.Range(0, 7).Select(i => new TruckPosition(
            $"T{i}", new DateTimeOffset(2999, 1, 1, 0, 0, i, TimeSpan.Zero), 121.5, 31.2, i, null, null, true, null, null, null, null, null));
        var body = ContractEncoders.Encode(WireFormat.Arrow, _ingest.Contract("truck-positions"), RowBatch.From(rows));
        using var client = _ingest.Client();

        await client.SendAsync("truck-positions", body, ContentTypes.Arrow);
        await client.SendAsync("truck-positions", body, ContentTypes.Arrow);

        var letters = await _ingest.DeadLettersAsync("truck-positions");
        Assert.Equal((14, 7), (letters.Count, letters.Select(letter => letter.Id).Distinct().Count()));
        Assert.Single(letters.Select(letter => (letter.Code, letter.Field, letter.Reason)).Distinct());
    }

    [Fact]
    public async Task The_origin_gives_nothing_of_the_row_away()
    {
        await _ingest.StartAsync();

        await SendAsync(Header + Bad, uploadId: null);

        var letter = Assert.Single(await _ingest.DeadLettersAsync("meter-readings"));
        Assert.Matches("^upload:[0-9a-f]{32}$", letter.Origin);
        byte[][] guesses = [.. new[] { Bad, Bad.Trim(), Header + Bad, Header + Bad.Trim() }.Select(guess => SHA256.HashData(Encoding.UTF8.GetBytes(guess)))];
        Assert.DoesNotContain(guesses, guess => letter.Origin.Contains(Convert.ToHexStringLower(guess)[..16], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Padded_numbers_of_a_meter_are_one_meter_in_every_format()
    {
        await _ingest.StartAsync();
        await SendAsync(Header + " H-1001\u3000,water,2026-01-01T08:00:00Z,1\n\uFEFFH-1001,water,2026-01-01T09:00:00Z,1\n", uploadId: null);
        var rows = RowBatch.From(
            [new MeterReading("\u00A0H-1001 ", null, Utility.Water, new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero), 1)]);
        using var client = _ingest.Client();
        foreach (var format in new[] { WireFormat.Json, WireFormat.JsonLines, WireFormat.Arrow })
        {
            await client.SendAsync("meter-readings", ContractEncoders.Encode(format, _ingest.Contract("meter-readings"), rows), ContentTypes.Of(format));
        }

        var keys = (await _ingest.RowsAsync("meter-readings")).SelectMany(r => SomeRows.Texts(r.Rows)).Select(row => row["meter_key"]).ToList();

        Assert.Equal(5, keys.Count);
        Assert.Single(keys.Distinct());
    }

    private async Task SendAsync(string csv, string? uploadId)
    {
        using var client = _ingest.Client();
        var (response, _) = await client.SendAsync("meter-readings", Encoding.UTF8.GetBytes(csv), uploadId: uploadId);
        Assert.True(response.IsSuccessStatusCode);
    }
}
