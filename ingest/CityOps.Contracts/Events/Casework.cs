using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Events;

public enum Outcome
{
    Confirmed,
    NotFound,
    NoEntry,
    OtherViolation,

    /// <summary>Dismissed at a desk by an analyst: not truth about the flat or the truck.</summary>
    Dismissed,
}

public enum FoundBy
{
    Model,
    Random,
    Complaint,
    Campaign,
}

/// <summary>What a visit (or an older list of visits) found: the labels models learn from.</summary>
/// <param name="Subject">A dwelling number or a truck number as <paramref name="Scenario"/> says; empty where <paramref name="CaseId"/> decides.</param>
/// <param name="SelectionProbability">The probability with which this subject was picked for a visit, 0 to 1.</param>
[Contract("labels", Subject = "scenario")]
public sealed record Label(
    [Purpose(FieldPurpose.LearnFromVisits), Longest(64), Identifier] string Scenario,
    [Purpose(FieldPurpose.LearnFromVisits), Protected(Protection.ScenarioSubject), Longest(64)] string? Subject,
    [Purpose(FieldPurpose.Provenance), Longest(64), Identifier] string? CaseId,
    [Purpose(FieldPurpose.LearnFromVisits)] DateTimeOffset? WindowEnd,
    [Purpose(FieldPurpose.Provenance), Longest(64), Identifier] string? ModelVersion,
    [Purpose(FieldPurpose.LearnFromVisits), Between(0, 1)] double? SelectionProbability,
    [Purpose(FieldPurpose.Provenance)] DateTimeOffset At,
    [Purpose(FieldPurpose.LearnFromVisits)] Outcome Outcome,
    [Purpose(FieldPurpose.LearnFromVisits), Between(0, 1_000)] long? PeopleFound,
    [Purpose(FieldPurpose.LearnFromVisits), Between(0, 100)] long? RoomsUsed,
    [Purpose(FieldPurpose.LearnFromVisits), Longest(64)] string? ViolationKind,
    [Purpose(FieldPurpose.LearnFromVisits), Longest(256)] string? LawfulReason,
    [Purpose(FieldPurpose.LearnFromVisits)] FoundBy FoundBy = FoundBy.Model);

public enum SuspicionState
{
    Open,
    Closed,
    Withdrawn,
}

/// <summary>
/// A suspicion that a scenario holds of a subject, pipelines → casework. Its id is deterministic; the highest revision (taken from
/// the source order) stands.
/// </summary>
/// <param name="Subject">The dwelling key in decimal, or the truck id.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Evidence">A JSON object, as the scenario defines it. Never holds a household's identity.</param>
[Contract("suspicions", Subject = "subject", Internal = true)]
public sealed record Suspicion(
    [Longest(64)] string SuspicionId,
    [Longest(64)] string Scenario,
    [Longest(64)] string Subject,
    DateTimeOffset StartedAt,
    long Revision,
    SuspicionState State,
    [Between(0, 1)] double Score,
    [Longest(1_048_576)] string Evidence,
    [Longest(64)] string? ModelVersion,
    bool FoundLate);

/// <summary>One event of a case's history, casework → warehouse. Holds no name, address or contact.</summary>
/// <param name="Sequence">1, 2, 3 … within the case.</param>
/// <param name="State">The case's state after the event.</param>
/// <param name="Payload">A JSON object.</param>
[Contract("case-events", Subject = "case_id", Internal = true)]
public sealed record CaseEvent(
    [Longest(64)] string CaseId,
    long Sequence,
    [Longest(64)] string Scenario,
    [Longest(64)] string Kind,
    [Longest(64)] string State,
    DateTimeOffset At,
    [Longest(64)] string? ActorRole,
    [Longest(1_048_576)] string? Payload);
