using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Accounts;

/// <summary>
/// Which roles one person or program may hold together. Who watches does nothing else; who runs keys or the system sees no case; a program that sends
/// events does nothing but. So nobody holds all.
/// </summary>
internal static class RoleRules
{
    private static readonly string[] Alone = [Roles.Auditor, Roles.SecurityAdmin, Roles.SystemAdmin, Roles.Ingest];

    /// <returns>Why these roles cannot be held together; null where they can.</returns>
    public static string? WhyNot(IReadOnlyCollection<string> roles)
    {
        if (roles.Count == 0)
        {
            return $"Give at least one role of: {string.Join(", ", Roles.All)}.";
        }

        if (roles.FirstOrDefault(role => !Roles.Exists(role)) is { } unknown)
        {
            return $"There is no role '{unknown}'. Roles: {string.Join(", ", Roles.All)}.";
        }

        if (roles.FirstOrDefault(Alone.Contains) is { } alone && roles.Distinct(StringComparer.Ordinal).Count() > 1)
        {
            return $"'{alone}' is held alone: whoever watches, keeps keys, runs the system or sends events does nothing beside.";
        }

        return roles.Contains(Roles.Inspector, StringComparer.Ordinal) && (roles.Contains(Roles.Reviewer, StringComparer.Ordinal) || roles.Contains(Roles.Leader, StringComparer.Ordinal))
            ? "Who visits does not verify: 'inspector' goes neither with 'reviewer' nor with 'leader'."
            : null;
    }
}
