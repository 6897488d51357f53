using CityOps.Casework.Domain;

namespace CityOps.Casework.Storage.Rows;

/// <summary>One event; append-only. Everything else about cases can be made anew from these.</summary>
public sealed class EventRow
{
    /// <summary>Rises over all cases in the order of their commits.</summary>
    public long Position { get; init; }

    public required string CaseId { get; init; }

    public required long Sequence { get; init; }

    public required string Kind { get; init; }

    public required CaseStage Stage { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ActorName { get; init; }

    public required string ActorRole { get; init; }

    public required string Payload { get; init; }
}
