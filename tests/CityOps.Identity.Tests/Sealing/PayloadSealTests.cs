using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Identity.Tests.Sealing;

public sealed class PayloadSealTests : IAsyncDisposable
{
    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    private IPayloadSeal Seal() => _some.Process().GetRequiredService<IPayloadSeal>();

    /// <summary>GB/T 32907 through RFC 8998, appendix A.1: the test vector of SM4-GCM.</summary>
    [Fact]
    public void Sm4_in_gcm_gives_the_published_vector_and_refuses_a_broken_tag()
    {
        using var cipher = CityOps.Identity.Sealing.SealCiphers.Of(2, Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210"));
        var (nonce, associated) = (Convert.FromHexString("00001234567800000000ABCD"), Convert.FromHexString("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"));
        var plain = Convert.FromHexString("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        var (sealedText, tag, opened) = (new byte[plain.Length], new byte[16], new byte[plain.Length]);

        cipher.Encrypt(nonce, plain, sealedText, tag, associated);
        cipher.Decrypt(nonce, sealedText, tag, opened, associated);

        Assert.Equal("17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D", Convert.ToHexString(sealedText));
        Assert.Equal("83DE3541E4C2B58177E065A9BF7B62EC", Convert.ToHexString(tag));
        Assert.Equal(plain, opened);
        tag[0] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(nonce, sealedText, tag, opened, associated));
    }

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
