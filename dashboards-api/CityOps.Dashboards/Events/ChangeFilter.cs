using System.Security.Claims;
using CityOps.Casework.Feed;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Events;

/// <summary>Which changes a reader gets: what was asked for, and never more than the role and the towns of the account allow.</summary>
/// <param name="Towns">The only towns; empty for all.</param>
/// <param name="Scenarios">The only scenarios; empty for all.</param>
/// <param name="Inspector">Not null: only changes of cases in which this account has or had a work order.</param>
internal sealed record ChangeFilter(IReadOnlySet<string> Towns, IReadOnlySet<string> Scenarios, string? Inspector, IReadOnlySet<string> OwnTowns)
{
    /// <param name="town">Towns, separated by commas; empty for all.</param>
    /// <param name="scenario">Scenarios, separated by commas; empty for all.</param>
    public static ChangeFilter Of(ClaimsPrincipal user, string? town, string? scenario)
    {
        var roles = Caller.RolesOf(user);
        var desk = roles.Any(role => role is Roles.Analyst or Roles.Reviewer or Roles.Leader or Roles.Auditor);
        return new(Words(town), Words(scenario), desk ? null : Caller.NameOf(user), Caller.TownsOf(user).ToHashSet(StringComparer.Ordinal));
    }

    public async ValueTask<bool> TakesAsync(CaseChange change, OrderAssignments assignments, CancellationToken cancellationToken) =>
        In(Towns, change.Town) && In(OwnTowns, change.Town) && In(Scenarios, change.Scenario)
        && (Inspector is null || await assignments.IsOnAsync(change, Inspector, cancellationToken));

    private static bool In(IReadOnlySet<string> wanted, string? value) => wanted.Count is 0 || (value is not null && wanted.Contains(value));

    private static HashSet<string> Words(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
}
