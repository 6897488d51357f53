namespace CityOps.Dashboards.Webhooks;

/// <summary>Somebody who is told of changes of cases.</summary>
public sealed class WebhookRow
{
    public required string WebhookId { get; init; }

    public required string Name { get; set; }

    /// <summary>The whole address, sealed: the addresses of chat robots hold their key.</summary>
    public required byte[] SealedUrl { get; set; }

    /// <summary>The address without its query, for lists.</summary>
    public required string ShownUrl { get; set; }

    /// <summary>The key that signs, sealed.</summary>
    public required byte[] SealedSecret { get; set; }

    /// <summary><c>standard</c>, <c>wecom_markdown</c> or <c>wecom_text</c>.</summary>
    public required string Format { get; set; }

    /// <summary>Kinds of events, separated by commas; empty for all.</summary>
    public required string Kinds { get; set; }

    public required string Scenarios { get; set; }

    public required string Towns { get; set; }

    public required double MinScore { get; set; }

    /// <summary>More messages than this in a window become one digest.</summary>
    public required int DigestOver { get; set; }

    public required int DigestWindowSeconds { get; set; }

    /// <summary>Local time, <c>HH:mm</c>; empty for none.</summary>
    public required string QuietFrom { get; set; }

    public required string QuietTo { get; set; }

    /// <summary>Whoever reads it is on duty: quiet hours do not hold.</summary>
    public required bool OnDuty { get; set; }

    public required bool Active { get; set; }

    /// <summary>Why it was switched off by itself.</summary>
    public string? StoppedBecause { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>The position of the last change that is in a delivery, or was not asked for.</summary>
    public required long Cursor { get; set; }
}

/// <summary>A message to one subscriber, and how it fares.</summary>
public sealed class DeliveryRow
{
    public required string DeliveryId { get; init; }

    public required string WebhookId { get; init; }

    /// <summary><c>case.changed</c>, <c>cases.digest</c> or <c>test</c>.</summary>
    public required string Type { get; init; }

    public required string Body { get; init; }

    /// <summary>How many changes it tells.</summary>
    public required int Changes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>pending</c>, <c>delivered</c> or <c>dead</c>.</summary>
    public required string State { get; set; }

    public required int Attempts { get; set; }

    /// <summary>When it is tried next; while an attempt is under way, when it counts as lost.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    public int? LastStatus { get; set; }

    public string? LastError { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}
