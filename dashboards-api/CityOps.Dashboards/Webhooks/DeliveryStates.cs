namespace CityOps.Dashboards.Webhooks;

/// <summary>How a delivery stands.</summary>
internal static class DeliveryStates
{
    public const string Pending = "pending";
    public const string Delivered = "delivered";

    /// <summary>Given up; it stays until somebody has it delivered again.</summary>
    public const string Dead = "dead";
}
