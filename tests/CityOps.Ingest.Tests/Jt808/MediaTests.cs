using System.Security.Cryptography;
using CityOps.Ingest.Jt808.Media;
using CityOps.Ingest.Jt808.Protocol;
using Microsoft.Extensions.DependencyInjection;

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
        Assert.Equal(picture, await File.ReadAllBytesAsync(store.Find(SomeGateway.PhoneOf(1), kept.File)!));
        Assert.Null(store.Find(SomeGateway.PhoneOf(1), "../" + kept.File));
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
}
