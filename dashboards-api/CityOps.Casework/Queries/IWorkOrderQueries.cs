using CityOps.Casework.Domain;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Queries;

/// <summary>Reads work orders across cases: a person's own round, and the dispatch board. Holds no household's identity.</summary>
public interface IWorkOrderQueries
{
    Task<IReadOnlyList<WorkOrderSummary>> ListAsync(WorkOrderFilter filter, CancellationToken cancellationToken);

    /// <summary>How many open orders each inspector has, and how many of them are overdue.</summary>
    Task<IReadOnlyList<InspectorLoad>> LoadsAsync(CancellationToken cancellationToken);

    /// <summary>The latest report or failed visit of each of these people since an instant; nobody else's, and no later news of the case.</summary>
    Task<IReadOnlyList<InspectorReport>> LatestReportsAsync(IReadOnlyCollection<string> inspectors, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <param name="Mine">Only of this inspector, or of their units while nobody took them.</param>
/// <param name="OpenOnly">Leaves out finished ones.</param>
/// <param name="Near">Nearest first, WGS-84 degrees; orders without a place come last. Null: the nearest deadline first.</param>
/// <param name="Limit">1 to 500.</param>
public sealed record WorkOrderFilter(
    CaseScope? Mine = null,
    bool OpenOnly = true,
    string? Town = null,
    string? Unit = null,
    string? Scenario = null,
    (double Lon, double Lat)? Near = null,
    int Limit = 100);

/// <param name="DistanceM">Metres from where the caller is; null where the order has no place or nobody said where they are.</param>
/// <param name="Subject">The dwelling key in decimal, or the truck id.</param>
/// <param name="Stage">Where the case stands.</param>
/// <param name="DueAt">When the outcome is due, UTC.</param>
/// <param name="Version">Of the case: the <c>expectedVersion</c> of the next command.</param>
/// <param name="LeadOrderId">The lead's order that this one assists.</param>
/// <param name="SlipCode">The code to leave on the visit slip: whoever was visited objects by it.</param>
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
    long Version,
    string? SecondOfficer,
    string? LeadOrderId,
    string? GridCell,
    double? Lon,
    double? Lat,
    double? DistanceM,
    string? SlipCode = null);

public sealed record InspectorLoad(string Inspector, int Open, int Overdue);

/// <summary>Somebody was at the place of a case, and said so.</summary>
/// <param name="Lon">WGS-84 degrees, where the evidence says of an incident where it was; a dwelling has its grid cell alone.</param>
public sealed record InspectorReport(
    string Inspector, DateTimeOffset At, string CaseId, string Scenario, string Subject, string? Kind, string? Town, string? GridCell, double? Lon, double? Lat);
