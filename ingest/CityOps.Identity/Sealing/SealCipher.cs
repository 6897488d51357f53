using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace CityOps.Identity.Sealing;

/// <summary>An authenticated cipher under one key; not thread-safe, the caller disposes it. Nonce 12 bytes, tag 16.</summary>
internal interface ISealCipher : IDisposable
{
    /// <summary>The first byte of what it seals: 1 for AES-256-GCM, 2 for SM4-GCM.</summary>
    byte Version { get; }

    void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, byte[] associated);

    /// <exception cref="CryptographicException">The tag does not fit.</exception>
    void Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, byte[] associated);
}

/// <summary>The ciphers there are. A seal says by its first byte which one it is, so that a change of algorithm leaves old seals readable.</summary>
internal static class SealCiphers
{
    public const byte Aes = 1;
    public const byte Sm4 = 2;

    public static byte VersionOf(string algorithm) => algorithm switch
    {
        "aes-256-gcm" => Aes,
        "sm4-gcm" => Sm4,
        _ => throw new ArgumentException($"'{algorithm}' is no algorithm: 'aes-256-gcm' or 'sm4-gcm'.", nameof(algorithm)),
    };

    /// <param name="key">32 bytes; SM4 takes the first 16.</param>
    public static ISealCipher Of(byte version, byte[] key) => version switch
    {
        Aes => new AesSealCipher(key),
        Sm4 => new Sm4SealCipher(key[..16]),
        _ => throw new CryptographicException($"This is no sealed payload of a version that is known ({version})."),
    };
}

internal sealed class AesSealCipher(byte[] key) : ISealCipher
{
    private readonly AesGcm _aes = new(key, tagSizeInBytes: 16);

    public byte Version => SealCiphers.Aes;

    public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, byte[] associated) => _aes.Encrypt(nonce, plain, cipher, tag, associated);

    public void Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, byte[] associated) => _aes.Decrypt(nonce, cipher, tag, plain, associated);

    public void Dispose() => _aes.Dispose();
}

/// <summary>SM4 (GB/T 32907) in GCM, by BouncyCastle: for installations that have to use the national algorithms (商用密码).</summary>
internal sealed class Sm4SealCipher(byte[] key) : ISealCipher
{
    private const int TagBytes = 16;

    public byte Version => SealCiphers.Sm4;

    public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, byte[] associated)
    {
        var output = Run(encrypt: true, nonce, plain, associated);
        output.AsSpan(0, plain.Length).CopyTo(cipher);
        output.AsSpan(plain.Length, TagBytes).CopyTo(tag);
    }

    public void Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, byte[] associated)
    {
        try
        {
            Run(encrypt: false, nonce, [.. cipher, .. tag], associated).CopyTo(plain);
        }
        catch (InvalidCipherTextException broken)
        {
            throw new AuthenticationTagMismatchException("The seal was broken or belongs elsewhere.", broken);
        }
    }

    public void Dispose()
    {
    }

    private byte[] Run(bool encrypt, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, byte[] associated)
    {
        var gcm = new GcmBlockCipher(new SM4Engine());
        gcm.Init(encrypt, new AeadParameters(new KeyParameter(key), TagBytes * 8, nonce.ToArray(), associated));
        var output = new byte[gcm.GetOutputSize(input.Length)];
        var written = gcm.ProcessBytes(input.ToArray(), 0, input.Length, output, 0);
        gcm.DoFinal(output, written);
        return output;
    }
}
