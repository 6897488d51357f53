using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace CityOps.Tests.Shared;

/// <summary>What a person's authenticator app shows (RFC 6238), written apart from the product's own reading of codes so that tests compare the two.</summary>
internal static class AuthenticatorApp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;

    /// <param name="secret">Base 32, as the app is given it.</param>
    /// <param name="stepsAhead">Steps of 30 s by which the phone's clock runs ahead.</param>
    public static string CodeOf(string secret, TimeProvider time, int stepsAhead = 0)
    {
        var bits = string.Concat(secret.TrimEnd('=').Select(c => Convert.ToString(Base32.IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] key = [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (time.GetUtcNow().ToUnixTimeSeconds() / StepSeconds) + stepsAhead);
#pragma warning disable CA5350 // What the standard and the apps use.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
