using System.Security.Cryptography;
using System.Text;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>
/// Codes of visit slips: the work order's id and six characters that only this installation can make, so that nobody objects to a visit whose slip
/// they never held.
/// </summary>
internal sealed class VisitSlips(SigningKey key)
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 6;

    public string CodeOf(string workOrderId) => $"{workOrderId}-{MacOf(workOrderId)}";

    /// <summary>The order, or null where the code is none of ours.</summary>
    public string? WorkOrderOf(string code)
    {
        var (text, cut) = (code.Trim().ToUpperInvariant(), code.Trim().LastIndexOf('-'));
        return cut > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(MacOf(text[..cut])), Encoding.UTF8.GetBytes(text[(cut + 1)..]))
            ? text[..cut]
            : null;
    }

    private string MacOf(string workOrderId)
    {
        var hash = HMACSHA256.HashData(key.Value.Key, Encoding.UTF8.GetBytes("visit-slip\n" + workOrderId));
        return new string([.. hash.Take(Length).Select(b => Digits[b & 31])]);
    }
}
