using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CityOps.Identity.Audit;

/// <summary>
/// SHA-256 over: the previous hash, the sequence number and the instant in Unix milliseconds (64-bit big-endian each), then actor, role,
/// action, subject and reason, each as its UTF-8 length (32-bit big-endian) and its bytes. Lengths keep fields from flowing into each other.
/// </summary>
public static class AuditHash
{
    public static byte[] Genesis => new byte[SHA256.HashSizeInBytes];

    public static byte[] Of(byte[] previous, long sequence, DateTimeOffset at, string actor, string role, string action, string subject, string reason)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, sequence);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, at.ToUnixTimeMilliseconds());
        hash.AppendData(number);
        foreach (var text in (ReadOnlySpan<string>)[actor, role, action, subject, reason])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
            hash.AppendData(number[..4]);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    internal static byte[] Of(AuditEntry entry) =>
        Of(entry.PreviousHash, entry.Sequence, entry.At, entry.Actor, entry.Role, entry.Action, entry.Subject, entry.Reason);
}
