using System.Text;
using CityOps.Identity;

namespace CityOps.Dashboards.Webhooks;

/// <summary>Seals what lets others write in a subscriber's name, or read where it is told: bound to the subscription, so that one cannot be put in another's place.</summary>
internal sealed class WebhookSecrets(IPayloadSeal seal)
{
    public byte[] SealSecret(string webhookId, byte[] secret) => seal.Seal(secret, Bound(webhookId, "secret"));

    public byte[] OpenSecret(WebhookRow hook) => seal.Open(hook.SealedSecret, Bound(hook.WebhookId, "secret"));

    public byte[] SealUrl(string webhookId, Uri url) => seal.Seal(Encoding.UTF8.GetBytes(url.AbsoluteUri), Bound(webhookId, "url"));

    public Uri OpenUrl(WebhookRow hook) => new(Encoding.UTF8.GetString(seal.Open(hook.SealedUrl, Bound(hook.WebhookId, "url"))));

    private static byte[] Bound(string webhookId, string what) => Encoding.UTF8.GetBytes($"webhook {what} {webhookId}");
}
