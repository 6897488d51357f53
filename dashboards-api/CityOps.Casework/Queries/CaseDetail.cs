using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Queries;

/// <param name="Allowed">The kinds alone.</param>
/// <param name="RequestedId">The id that was asked for: that of a merged case leads to the one that goes on.</param>
/// <param name="AllowedCommands">The kinds of command the case allows now, whoever asks.</param>
public sealed record CaseDetail(
    CaseSummary Case,
    IReadOnlyList<EvidenceView> Evidence,
    IReadOnlyList<WorkOrderView> WorkOrders,
    IReadOnlyList<HistoryEntry> History,
    IReadOnlyList<AllowedCommand> AllowedCommands,
    IReadOnlyList<string> Allowed,
    CaseExtras Now,
    string RequestedId);

/// <summary>Where the side tracks of a case stand.</summary>
/// <param name="HeldUntil">Nobody may be sent before: the use is registered as lawful, or a visit found nothing lately.</param>
/// <param name="Checklist">What a visit answers before it reports.</param>
/// <param name="OutcomeCodes">What exactly a visit may find.</param>
/// <param name="ReturnReasons">Why an order may be given back.</param>
/// <param name="NeededEvidence">What each step has to bring back.</param>
/// <param name="Category">What the case is counted and passed on as, by its strongest evidence.</param>
public sealed record CaseExtras(
    DateTimeOffset? SnoozedUntil,
    DateTimeOffset? HeldUntil,
    string? MergedInto,
    IReadOnlyList<string> Absorbed,
    ExtensionRequest? ExtensionAsked,
    bool InDispute,
    string? ArbitratedUnit,
    Rectification? Rectification,
    Objection? Objection,
    DateTimeOffset? LookBackAt,
    CaseClock? Clock,
    IReadOnlyList<ChecklistItem> Checklist,
    IReadOnlyList<OutcomeCode> OutcomeCodes,
    IReadOnlyList<CaseCode> ReturnReasons,
    IReadOnlyList<NeededEvidence> NeededEvidence,
    CaseCategory? Category);

/// <summary>A suspicion that the case rests on, in its latest revision.</summary>
/// <param name="State">Withdrawn evidence stays readable and counts for nothing.</param>
/// <param name="Document">The JSON object the scenario wrote.</param>
public sealed record EvidenceView(
    string SuspicionId,
    long Revision,
    SuspicionState State,
    double Score,
    DateTimeOffset StartedAt,
    string? ModelVersion,
    bool FoundLate,
    JsonElement Document);

public sealed record WorkOrderView(
    string WorkOrderId,
    WorkOrderStatus Status,
    string? Inspector,
    string? Unit,
    string? Instructions,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt,
    int Attempts,
    Outcome? Outcome,
    long? PeopleFound,
    long? RoomsUsed,
    string? ViolationKind,
    string? LawfulReason,
    string? Note,
    DateTimeOffset? FinishedAt,
    string? SecondOfficer,
    bool Enforcement,
    string? LeadOrderId,
    IReadOnlyDictionary<string, string> Checklist,
    IReadOnlyList<string> Evidence);

/// <summary>One event of the case's history.</summary>
/// <param name="Stage">Where the case stood after it.</param>
/// <param name="Payload">The event's own fields; evidence documents are left out here (see <see cref="CaseDetail.Evidence"/>).</param>
public sealed record HistoryEntry(
    long Sequence, string Kind, CaseStage Stage, DateTimeOffset At, string ActorName, string ActorRole, JsonElement Payload);

/// <param name="Kind">Such as <c>review</c> or <c>create_work_order</c>.</param>
/// <param name="Roles">The roles that may give it.</param>
public sealed record AllowedCommand(string Kind, IReadOnlyList<string> Roles);
