using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CityOps.Dashboards.Webhooks;

/// <summary>
/// Signatures as the Standard Webhooks specification has them, so that its libraries verify them in any language: headers <c>webhook-id</c>,
/// <c>webhook-timestamp</c> (seconds since 1970) and <c>webhook-signature</c>, which is <c>v1,</c> and the base64 of HMAC-SHA256 over
/// <c>id.timestamp.body</c>. A receiver refuses timestamps more than five minutes off, and ids it has seen.
/// </summary>
internal static class WebhookSignature
{
    public const string SecretPrefix = "whsec_";
    public const int SecretBytes = 32;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    public static string Show(byte[] secret) => SecretPrefix + Convert.ToBase64String(secret);

    public static string Sign(byte[] secret, string id, DateTimeOffset at, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed)));
    }
}
