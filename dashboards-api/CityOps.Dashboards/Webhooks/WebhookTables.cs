using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Webhooks;

internal static class WebhookTables
{
    public static void Add(ModelBuilder model)
    {
        model.Entity<WebhookRow>().ToTable("webhooks").HasKey(w => w.WebhookId);
        var deliveries = model.Entity<DeliveryRow>().ToTable("webhook_deliveries");
        deliveries.HasKey(d => d.DeliveryId);
        deliveries.HasIndex(d => new { d.State, d.NextAttemptAt });
        deliveries.HasIndex(d => new { d.WebhookId, d.CreatedAt });
    }
}
