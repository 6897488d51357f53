using CityOps.Casework.Domain;

namespace CityOps.Casework.Storage.Rows;

/// <summary>A command that took effect, with the answer it got.</summary>
public sealed class ProcessedCommandRow
{
    public required Guid CommandId { get; init; }

    /// <summary>SHA-256 over what was asked, in hexadecimal: tells a resend from another command under the same id.</summary>
    public required string Content { get; init; }

    public required string CaseId { get; init; }

    public required long Version { get; init; }

    public required CaseStage Stage { get; init; }

    public string? WorkOrderId { get; init; }

    public required DateTimeOffset At { get; init; }
}
