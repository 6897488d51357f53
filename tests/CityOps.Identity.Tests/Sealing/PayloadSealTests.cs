using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Identity.Tests.Sealing;

public sealed class PayloadSealTests : IAsyncDisposable
{
    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    private IPayloadSeal Seal() => _some.Process().GetRequiredService<IPayloadSeal>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void What_was_sealed_opens_in_another_process(int length)
    {
        var payload = RandomNumberGenerator.GetBytes(length);

        Assert.Equal(payload, Seal().Open(Seal().Seal(payload, "topic/1"u8), "topic/1"u8));
    }

    [Fact]
    public void The_same_payload_is_sealed_differently_each_time()
    {
        var seal = Seal();

        Assert.NotEqual(seal.Seal("x"u8, default), seal.Seal("x"u8, default));
    }

    [Fact]
    public void A_seal_with_any_byte_changed_does_not_open()
    {
        var seal = Seal();
        var good = seal.Seal("payload"u8, "here"u8);

        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => seal.Open(bad, "here"u8));
        }

        Assert.ThrowsAny<CryptographicException>(() => seal.Open(good, "there"u8));
        Assert.ThrowsAny<CryptographicException>(() => seal.Open(good.AsSpan(0, 20), "here"u8));
    }

    [Fact]
    public void An_older_seal_opens_after_the_key_id_was_raised()
    {
        var old = Seal().Seal("payload"u8, default);

        Assert.Equal("payload"u8.ToArray(), _some.With("Identity:SealKeyId", "2").Process().GetRequiredService<IPayloadSeal>().Open(old, default));
    }
}
