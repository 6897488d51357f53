using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Photos;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

public sealed class PhotoTests
{
    [Fact]
    public async Task A_photo_is_kept_once_sealed_and_shown_to_who_was_sent_and_to_reviewers()
    {
        await using var server = await Server.StartAsync();
        var order = await RevealTests.DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector);
        using var other = server.Named("zhao", Roles.Inspector);
        using var reviewer = server.Client(Roles.Reviewer);
        var (photo, client) = (Jpeg(), Guid.NewGuid());
        var path = $"/api/v1/work-orders/{order}/photos";

        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsync(path, Form(photo, client))).StatusCode);
        var kept = await JsonAsync(await wang.PostAsync(path, Form(photo, client)));
        var again = await JsonAsync(await wang.PostAsync(path, Form(photo, client)));
        Assert.Equal((false, true), (kept.GetProperty("repeated").GetBoolean(), again.GetProperty("repeated").GetBoolean()));
        Assert.Equal(HttpStatusCode.Conflict, (await wang.PostAsync(path, Form(Jpeg("other"), client))).StatusCode);

        var listed = Assert.Single((await reviewer.GetFromJsonAsync<JsonElement>(path)).EnumerateArray());
        Assert.Equal(121.5, listed.GetProperty("lon").GetDouble(), 6);
        Assert.Equal(31.25, listed.GetProperty("lat").GetDouble(), 6);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 9, 30, 0, TimeSpan.FromHours(8)), listed.GetProperty("taken_at").GetDateTimeOffset());
        var id = listed.GetProperty("photo_id").GetString();
        Assert.Equal(photo, await wang.GetByteArrayAsync($"{path}/{id}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"{path}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await wang.GetAsync($"{path}/none")).StatusCode);
        var actions = (await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync()).Where(e => e.Action.StartsWith("photo", StringComparison.Ordinal));
        Assert.Equal(["photo_added", "photo_opened", "photo_opened"], actions.Select(e => e.Action));
    }

    [Fact]
    public async Task A_photo_whose_time_is_over_is_erased_and_its_hash_stays_in_the_audit_log()
    {
        var time = Some.Clock();
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(time));
        var order = await RevealTests.DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector, TimeSpan.FromDays(2_000));
        var path = $"/api/v1/work-orders/{order}/photos";
        await JsonAsync(await wang.PostAsync(path, Form(Jpeg(), Guid.NewGuid())));
        var old = (await wang.GetFromJsonAsync<JsonElement>(path))[0].GetProperty("photo_id").GetString();
        Later(1_000);
        await JsonAsync(await wang.PostAsync(path, Form(Jpeg("younger"), Guid.NewGuid())));
        var job = ActivatorUtilities.CreateInstance<Jobs.ErasePhotos>(server.App.Services);

        await job.RunAsync(default);
        Assert.Equal(2, (await wang.GetFromJsonAsync<JsonElement>(path)).GetArrayLength());
        Later(96);
        await job.RunAsync(default);
        await job.RunAsync(default);

        Assert.Equal(1, (await wang.GetFromJsonAsync<JsonElement>(path)).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await wang.GetAsync($"{path}/{old}")).StatusCode);
        var erased = Assert.Single(await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).Where(e => e.Action is "photo_erased").ToListAsync());
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Jpeg())), erased.Reason, StringComparison.Ordinal);

        // Past all timers: years of polling would take minutes.
        void Later(int days) => time.AdjustTime(time.GetUtcNow().AddDays(days));
    }

    [Fact]
    public async Task What_is_damaged_no_photo_or_too_large_is_refused()
    {
        await using var server = await Server.StartAsync();
        var order = await RevealTests.DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector);
        var path = $"/api/v1/work-orders/{order}/photos";

        Assert.Equal(HttpStatusCode.BadRequest, (await wang.PostAsync(path, Form(Jpeg(), Guid.NewGuid(), sha256: new string('0', 64)))).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await wang.PostAsync(path, Form("<svg onload=alert(1)>"u8.ToArray(), Guid.NewGuid()))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await wang.PostAsync(path, Form([0xFF, 0xD8, 0xFF, .. new byte[12_000_000]], Guid.NewGuid()))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await wang.PostAsJsonAsync(path, new { })).StatusCode);
        Assert.Empty((await wang.GetFromJsonAsync<JsonElement>(path)).EnumerateArray());
    }

    [Fact]
    public void A_photo_with_spoilt_exif_has_no_facts()
    {
        Assert.Null(ExifFacts.Read([0xFF, 0xD8, 0xFF, 0xE1, 0, 9, 1, 2], TimeZoneInfo.Utc).TakenAt);
        Assert.Null(ExifFacts.Read("no picture at all"u8.ToArray(), TimeZoneInfo.Utc).Lon);
    }

    internal static MultipartFormDataContent Form(byte[] photo, Guid client, string? sha256 = null) => new()
    {
        { new ByteArrayContent(photo), "photo", "p.jpg" },
        { new StringContent(sha256 ?? Convert.ToHexStringLower(SHA256.HashData(photo))), "sha256" },
        { new StringContent(client.ToString()), "client_id" },
    };

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A JPEG that is nothing but its EXIF: taken 2026-03-04 09:30 +08:00 at 121.5° E, 31.25° N.</summary>
    internal static byte[] Jpeg(string model = "M1")
    {
        var tiff = new Tiff();
        var exif = tiff.Directory((0x9003, 2, Tiff.Text("2026:03:04 09:30:00")), (0x9011, 2, Tiff.Text("+08:00")));
        var gps = tiff.Directory(
            (1, 2, Tiff.Text("N")), (2, 5, Tiff.Rationals(31, 15, 0)), (3, 2, Tiff.Text("E")), (4, 5, Tiff.Rationals(121, 30, 0)));
        var main = tiff.Directory((0x0110, 2, Tiff.Text(model)), (0x8769, 4, BitConverter.GetBytes(exif)), (0x8825, 4, BitConverter.GetBytes(gps)));
        byte[] body = [.. "Exif\0\0"u8, .. tiff.Finish(main)];
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body, 0xFF, 0xD9];
    }

    /// <summary>Little-endian TIFF directories, each followed by the values that do not fit into its entries.</summary>
    private sealed class Tiff
    {
        private readonly List<byte> _bytes = [.. "II"u8, 42, 0, 0, 0, 0, 0];

        public static byte[] Text(string text) => [.. System.Text.Encoding.ASCII.GetBytes(text), 0];

        public static byte[] Rationals(params int[] numbers) => [.. numbers.SelectMany(n => (byte[])[.. BitConverter.GetBytes(n), .. BitConverter.GetBytes(1)])];

        public int Directory(params (ushort Tag, ushort Type, byte[] Value)[] entries)
        {
            var at = _bytes.Count;
            var overflow = at + 2 + (entries.Length * 12) + 4;
            var rest = new List<byte>();
            _bytes.AddRange(BitConverter.GetBytes((ushort)entries.Length));
            foreach (var (tag, type, value) in entries)
            {
                _bytes.AddRange(BitConverter.GetBytes(tag));
                _bytes.AddRange(BitConverter.GetBytes(type));
                _bytes.AddRange(BitConverter.GetBytes(value.Length / (type switch { 4 => 4, 5 => 8, _ => 1 })));
                _bytes.AddRange(value.Length <= 4 ? [.. value, .. new byte[4 - value.Length]] : BitConverter.GetBytes(overflow + rest.Count));
                rest.AddRange(value.Length <= 4 ? [] : value);
            }

            _bytes.AddRange(new byte[4]);
            _bytes.AddRange(rest);
            return at;
        }

        public byte[] Finish(int main)
        {
            byte[] bytes = [.. _bytes];
            BitConverter.GetBytes(main).CopyTo(bytes, 4);
            return bytes;
        }
    }
}
