using System.Security.Cryptography;
using System.Text;
using CityOps.Identity.Secrets;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>
/// The codes with which registered terminals authenticate: a keyed hash of the phone, so that they hold after a restart and in each process that
/// has the secret. The protocol hands the code to whoever registers under a phone: it tells terminals apart, it proves nothing.
/// </summary>
internal sealed class AuthCodes(ISecretStore secrets)
{
    public const string Secret = "jt808-auth";

    private const int Bytes = 8;

    public string Of(string phone) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secrets.Get(Secret), Encoding.ASCII.GetBytes(PhoneDigits.Bare(phone))).AsSpan(0, Bytes));

    public bool IsRight(string phone, string code) => CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(Of(phone)), Encoding.Latin1.GetBytes(code));
}
