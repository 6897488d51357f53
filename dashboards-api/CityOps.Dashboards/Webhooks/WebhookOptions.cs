using System.ComponentModel.DataAnnotations;

namespace CityOps.Dashboards.Webhooks;

/// <summary>Section <c>CityOps:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>Whether this process tells subscribers; false where another process of the same database does and this one cannot reach them.</summary>
    public bool Send { get; set; } = true;

    /// <summary>How often subscriptions look for changes and deliveries that are due.</summary>
    [Range(50, 60_000)]
    public int PollMs { get; set; } = 1_000;

    /// <summary>How long one attempt may take, from the connection to the answer.</summary>
    [Range(100, 60_000)]
    public int TimeoutMs { get; set; } = 10_000;

    /// <summary>The wait after the first failure; it doubles with each, with jitter, up to <see cref="MaxRetryDelayMs"/>.</summary>
    [Range(10, 600_000)]
    public int MinRetryDelayMs { get; set; } = 5_000;

    [Range(10, 86_400_000)]
    public int MaxRetryDelayMs { get; set; } = 3_600_000;

    /// <summary>After so many attempts a delivery is a dead letter. With the default waits that is about half a day.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 18;

    /// <summary>Lets receivers be reached over plain http; only for networks of your own.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Networks (CIDR) that may be reached although they are private or loopback, such as <c>10.20.0.0/16</c>. All others of that kind are refused.</summary>
    public IList<string> AllowedNetworks { get; init; } = [];

    /// <summary>How long delivered messages are remembered.</summary>
    [Range(1, 365)]
    public int KeepDeliveredDays { get; set; } = 14;
}
