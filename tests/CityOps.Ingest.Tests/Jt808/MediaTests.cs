using System.Security.Cryptography;
using System.Text;
using CityOps.Identity;
using CityOps.Ingest.Jt808;
using CityOps.Ingest.Jt808.Media;
using CityOps.Ingest.Jt808.Protocol;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Tests.Jt808;

public sealed class MediaTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(50_000)]
    public async Task A_picture_is_kept_with_its_hash_however_many_packages_it_takes(int bytes)
    {
        await using var gateway = await new SomeGateway().StartAsync();
        await using var terminal = await gateway.SignOnAsync();
        var whole = new TaskCompletionSource<byte[]>();
        terminal.Commanded = message =>
        {
            whole.TrySetResult(message.Body);
            return null;
        };
        var picture = new byte[bytes];
        new Random(3).NextBytes(picture);

        await terminal.SendAsync(MessageIds.Media, [0, 0, 0, 5, 0, 0, 0, 1, .. SomeFrame.Position(), .. picture], default);

        Assert.Equal([0, 0, 0, 5], await whole.Task.WaitAsync(SomeGateway.Patience));
        var store = gateway.Ingest.Services.GetRequiredService<MediaStore>();
        var kept = Assert.Single(store.List(SomeGateway.PhoneOf(1), 10));
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(picture)), "T-1", (long)bytes), (kept.Sha256, kept.TruckId, kept.Bytes));
        Assert.Equal(picture, await store.OpenAsync(SomeGateway.PhoneOf(1), kept.File, default));
        Assert.Null(await store.OpenAsync(SomeGateway.PhoneOf(1), "../" + kept.File, default));
    }

    [Fact]
    public async Task On_disk_a_picture_is_sealed_for_its_terminal_and_gone_once_it_is_old()
    {
        var folder = Directory.CreateTempSubdirectory("cityops-media-").FullName;
        try
        {
            using var services = new ServiceCollection()
                .AddLogging()
                .AddCityOpsIdentity(new ConfigurationBuilder().AddInMemoryCollection([new("CityOps:DataFolder", folder)]).Build())
                .BuildServiceProvider();
            var time = new Clock { Now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) };
            var options = Options.Create(new Jt808Options { MediaRetentionDays = 30 });
            var store = new MediaStore(folder, time, services.GetRequiredService<IPayloadSeal>(), options);
            var picture = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a picture of a gate ", 50)));
            var old = (await store.StoreAsync("13900000001", "T-1", Upload(picture, 1), default))!;
            time.Now += TimeSpan.FromDays(20);
            var newer = (await store.StoreAsync("13900000001", "T-1", Upload(picture, 2), default))!;

            var onDisk = Directory.GetFiles(Path.Combine(folder, "media"), "*.sealed", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
            Assert.All(onDisk, path => Assert.DoesNotContain("a gate", Encoding.Latin1.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal));
            Assert.Equal(picture, await store.OpenAsync("13900000001", old.File, default));

            // A picture put in the place of another one does not open.
            File.Copy(onDisk[0], onDisk[1], overwrite: true);
            await Assert.ThrowsAnyAsync<CryptographicException>(() => store.OpenAsync("13900000001", newer.File, default));

            var retention = new MediaRetention(store, time, options, NullLogger<MediaRetention>.Instance);
            Assert.Equal(0, retention.DeleteOld());
            time.Now += TimeSpan.FromDays(11);
            Assert.Equal(1, retention.DeleteOld());
            Assert.Equal(newer.File, Assert.Single(store.List("13900000001", 10)).File);
            Assert.Equal(2, Directory.GetFiles(Path.Combine(folder, "media"), "*", SearchOption.AllDirectories).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_missing_package_is_asked_for()
    {
        await using var gateway = await new SomeGateway().With("PackageTimeoutSeconds", 1).StartAsync();
        await using var terminal = await gateway.SignOnAsync();
        var asked = new TaskCompletionSource<byte[]>();
        terminal.Commanded = message =>
        {
            asked.TrySetResult(message.Body);
            return null;
        };
        var frames = new System.Buffers.ArrayBufferWriter<byte>();
        var header = new FrameHeader(MessageIds.Media, terminal.Phone, 100, terminal.Is2019, 2, 1);
        FrameWriter.Write(frames, header, [0, 0, 0, 9, 0, 0, 0, 1, .. SomeFrame.Position(), 1]);

        await terminal.SendRawAsync(frames.WrittenMemory, default);

        Assert.Equal([0, 0, 0, 9, 1, 0, 2], await asked.Task.WaitAsync(SomeGateway.Patience));
    }

    private static MediaUpload Upload(byte[] picture, byte id) => MediaUpload.Read(new byte[] { 0, 0, 0, id, 0, 0, 0, 1 }.Concat(SomeFrame.Position()).Concat(picture).ToArray())!;

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
