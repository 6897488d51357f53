using System.Security.Claims;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Reveals;

/// <summary>A work order with its case, and what follows for whoever asks: theirs or not, and whether the dispatch stands.</summary>
internal sealed record Assignment(CaseDetail Case, WorkOrderView Order, SubjectKind SubjectKind)
{
    /// <summary>The dwelling that the order leads to; 0 where the case is about something else.</summary>
    public ulong DwellingKey =>
        SubjectKind is SubjectKind.Dwelling && ulong.TryParse(Case.Case.Subject, System.Globalization.CultureInfo.InvariantCulture, out var key) ? key : 0;

    /// <summary>Whether the order went to this person, or to their unit without naming anybody.</summary>
    public bool IsOf(ClaimsPrincipal user) => IsOf(Order, user);

    /// <summary>
    /// Whether this person may act on the order: they were sent, or their unit was and nobody in particular. A token that was made with the installation's own secrets need not name a unit.
    /// </summary>
    public bool MayActOn(ClaimsPrincipal user) => MayActOn(Order, user);

    /// <inheritdoc cref="MayActOn(ClaimsPrincipal)"/>
    public static bool MayActOn(WorkOrderView order, ClaimsPrincipal user) => IsOf(order, user) || (string.IsNullOrEmpty(order.Inspector) && Caller.UnitOf(user) is null && !Caller.IsManaged(user));

    private static bool IsOf(WorkOrderView order, ClaimsPrincipal user) => order.Inspector is { Length: > 0 } inspector
        ? string.Equals(inspector, Caller.NameOf(user), StringComparison.Ordinal)
        : order.Unit is { Length: > 0 } unit && string.Equals(unit, Caller.UnitOf(user), StringComparison.Ordinal);

    /// <summary>Why the order does not open the vault now; null where it does.</summary>
    public string? WhyClosed()
    {
        if (Order.Status is not (WorkOrderStatus.Open or WorkOrderStatus.Accepted))
        {
            return $"The work order is {Problems.Words.Of(Order.Status)}: it opens nothing any more.";
        }

        if (Case.Case.Stage is not (CaseStage.Dispatched or CaseStage.Handling))
        {
            return $"The case is {Problems.Words.Of(Case.Case.Stage)}: nobody is on the way.";
        }

        return Case.History.Any(h => h.Kind is "filed" && h.ActorRole is not CaseRoles.System)
            ? null
            : "No reviewer filed the case: the dispatch was not approved.";
    }
}
