using System.Net.Http.Headers;
using System.Text;
using CityOps.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingest.Tests.Appending;

public sealed class PrivacyTests : IAsyncDisposable
{
    private const string Dwellings =
        """
        dwelling_id,building_id,lon,lat,rooms,valid_from,address,contact
        DW-SECRET-1,B1,121.512345678,31.212345678,3,2026-01-01T00:00:00+08:00,"ADDRESS-SECRET 12, 301",PHONE-SECRET-1
        DW-SECRET-2,B1,,,2,2026-01-01T00:00:00+08:00,,
        DW-SECRET-3,B1,121.5,31.2,900,2026-01-01T00:00:00+08:00,ADDRESS-SECRET 13,PHONE-SECRET-3
        DW-SECRET-4-IS-TOO-LONG-TO-BE-A-DWELLING-NUMBER-OF-SIXTY-FOUR-CHARACTERS,B1,121.5,31.2,2,2026-01-01T00:00:00+08:00,,
        """;

    private const string Readings =
        """
        meter_id,dwelling_id,utility,read_at,register
        MT-SECRET-1,DW-SECRET-1,water,2026-01-01T08:00:00+08:00,12.5
        MT-SECRET-1,,water,2026-01-01T09:00:00+08:00,12.6
        MT-SECRET-2,DW-SECRET-2,steam,2026-01-01T09:00:00+08:00,12.6
        """;

    private const string Labels =
        """
        scenario,subject,at,outcome
        group-rental,DW-SECRET-1,2026-01-02T08:00:00+08:00,confirmed
        group_rental_misspelt,DW-SECRET-2,2026-01-02T08:00:00+08:00,confirmed
        muck-truck,TRUCK-7,2026-01-02T08:00:00+08:00,confirmed
        """;

    private readonly SomeIngest _ingest = new();

    public ValueTask DisposeAsync() => _ingest.DisposeAsync();

    private async Task SendAsync(string contract, string csv)
    {
        using var client = _ingest.Client();
        using var content = new StringContent(csv, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        using var response = await client.PostAsync($"/ingest/v1/{contract}", content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task No_identifier_address_contact_or_exact_place_is_in_any_byte_of_the_log_or_of_a_log_line()
    {
        await _ingest.StartAsync();
        await SendAsync("dwellings", Dwellings);
        await SendAsync("meter-readings", Readings);
        await SendAsync("labels", Labels);

        var bytes = 0;
        foreach (var contract in (string[])["dwellings", "meter-readings", "labels"])
        {
            var schema = _ingest.Contract(contract);
            foreach (var record in (await _ingest.RecordsAsync(schema.Topic)).Concat(await _ingest.RecordsAsync(schema.DeadLetterTopic)))
            {
                bytes += record.Value.Length;
                Assert.Equal(-1, record.Value.Span.IndexOf("SECRET"u8));
                Assert.Equal(-1, record.Key.Span.IndexOf("SECRET"u8));
                Assert.Equal(-1, record.Value.Span.IndexOf(BitConverter.GetBytes(121.512345678)));
                Assert.DoesNotContain(record.Headers, h => h.Value.Contains("SECRET", StringComparison.Ordinal));
            }
        }

        Assert.True(bytes > 1_000);
        Assert.DoesNotContain("SECRET", _ingest.Logged.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_carry_the_vaults_keys_and_the_vault_holds_what_was_taken_out()
    {
        await _ingest.StartAsync();
        await SendAsync("dwellings", Dwellings);
        await SendAsync("meter-readings", Readings);
        await SendAsync("labels", Labels);
        var dwellings = await _ingest.Vault.KeysOfAsync(IdentityKind.Dwelling, ["DW-SECRET-1", "DW-SECRET-2"], default);
        var meter = (await _ingest.Vault.KeysOfAsync(IdentityKind.Meter, ["MT-SECRET-1"], default))[0];

        var readings = (await _ingest.RowsAsync("meter-readings")).SelectMany(rows => SomeRows.Texts(rows.Rows)).ToList();
        Assert.Equal(2, readings.Count);
        Assert.All(readings, row => Assert.Equal($"{meter}", row["meter_key"]));
        Assert.Equal([$"{dwellings[0]}", "0"], readings.Select(row => row["dwelling_key"]));

        var rows = (await _ingest.RowsAsync("dwellings")).SelectMany(r => SomeRows.Texts(r.Rows)).ToDictionary(r => r["dwelling_key"], StringComparer.Ordinal);
        Assert.Equal("12150312", rows[$"{dwellings[0]}"]["h3"]);
        Assert.Equal("0", rows[$"{dwellings[1]}"]["h3"]);

        var labels = (await _ingest.RowsAsync("labels")).SelectMany(r => SomeRows.Texts(r.Rows)).Select(r => r["subject"]).Order(StringComparer.Ordinal);
        Assert.Equal(new[] { $"{dwellings[0]}", $"{dwellings[1]}", "TRUCK-7" }.Order(StringComparer.Ordinal), labels);

        Assert.Equal(
            new DwellingSecret(dwellings[0], "DW-SECRET-1", "ADDRESS-SECRET 12, 301", "PHONE-SECRET-1", 121.512345678, 31.212345678),
            await _ingest.Vault.OpenAsync(dwellings[0], default));
    }

    [Fact]
    public async Task A_dead_letter_says_row_field_and_reason_and_opens_to_the_row_itself()
    {
        await _ingest.StartAsync();
        await SendAsync("meter-readings", Readings);

        var letter = Assert.Single(await _ingest.DeadLettersAsync("meter-readings"));

        Assert.Equal(("cityops.meter-readings.v1", 3L, "utility"), (letter.Topic, letter.Row, letter.Field));
        Assert.StartsWith("upload:", letter.Origin, StringComparison.Ordinal);
        var seal = _ingest.Services.GetRequiredService<IPayloadSeal>();
        var raw = Encoding.UTF8.GetString(seal.Open(Convert.FromBase64String(letter.SealedPayload!), letter.AssociatedData()));
        Assert.Equal("meter_id,dwelling_id,utility,read_at,register\nMT-SECRET-2,DW-SECRET-2,steam,2026-01-01T09:00:00+08:00,12.6", raw.Trim());
        Assert.Equal("text/csv", letter.ContentType);
    }
}
