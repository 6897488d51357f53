using CityOps.Casework.Domain;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Queries;

/// <summary>Reads work orders across cases: a person's own round, and the dispatch board. Holds no household's identity.</summary>
public interface IWorkOrderQueries
{
    /// <summary>The nearest deadline first.</summary>
    Task<IReadOnlyList<WorkOrderSummary>> ListAsync(WorkOrderFilter filter, CancellationToken cancellationToken);
}

/// <summary>Which orders; a null or empty field takes all.</summary>
/// <param name="Inspector">Those that name this account.</param>
/// <param name="OpenOnly">Leaves out what was reported or returned.</param>
/// <param name="Limit">1 to 500; others are taken as the nearest of these.</param>
public sealed record WorkOrderFilter(string? Inspector = null, bool OpenOnly = true, int Limit = 200);

/// <param name="Subject">The dwelling key in decimal, or the truck id.</param>
/// <param name="Stage">Where the case stands.</param>
/// <param name="DueAt">When the outcome is due, UTC.</param>
/// <param name="Version">Of the case: the <c>expectedVersion</c> of the next command.</param>
public sealed record WorkOrderSummary(
    string WorkOrderId,
    string CaseId,
    string Scenario,
    string Subject,
    CaseStage Stage,
    string? Town,
    string? Kind,
    double Score,
    WorkOrderStatus Status,
    string? Inspector,
    string? Unit,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt,
    int Attempts,
    Outcome? Outcome,
    DateTimeOffset? FinishedAt,
    long Version);
