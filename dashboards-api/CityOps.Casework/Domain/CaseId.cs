using System.Security.Cryptography;
using System.Text;

namespace CityOps.Casework.Domain;

/// <summary>
/// Ids that follow from what a case is about, so that the same log gives the same cases: <c>CASE-</c> and 12 characters of Crockford's base 32
/// (60 bits of SHA-256 over scenario, subject and first suspicion; among a million cases two meet with a chance below 10⁻⁶).
/// </summary>
public static class CaseId
{
    public const string Prefix = "CASE-";
    public const string WorkOrderPrefix = "WO-";
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Of(string scenario, string subject, string firstSuspicionId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{scenario}\n{subject}\n{firstSuspicionId}"));
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash);
        return string.Create(Prefix.Length + 12, bits, static (text, rest) =>
        {
            Prefix.CopyTo(text);
            for (var i = Prefix.Length; i < text.Length; i++)
            {
                text[i] = Digits[(int)(rest >> 59)];
                rest <<= 5;
            }
        });
    }

    /// <param name="ordinal">1, 2, 3 … within the case.</param>
    public static string WorkOrder(string caseId, int ordinal) => $"{WorkOrderPrefix}{caseId[Prefix.Length..]}-{ordinal}";
}
