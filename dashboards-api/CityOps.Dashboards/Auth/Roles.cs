namespace CityOps.Dashboards.Auth;

/// <summary>The roles a person or a program can have. A token may carry several; each is checked by a policy, never by name in an endpoint.</summary>
public static class Roles
{
    /// <summary>Reviews flagged cases at a desk (指挥中心坐席).</summary>
    public const string Analyst = "analyst";

    /// <summary>The named person who opens and reasons a household case; nobody else may send a visit there.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Visits and reports what was found (网格员).</summary>
    public const string Inspector = "inspector";

    /// <summary>Trains, compares and promotes models; sees no household.</summary>
    public const string Scientist = "scientist";

    /// <summary>Reads counts and trends.</summary>
    public const string Leader = "leader";

    /// <summary>Reads who did what; changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>Runs keys, retention and access.</summary>
    public const string SecurityAdmin = "security_admin";

    /// <summary>Runs jobs and the system; sees no household.</summary>
    public const string SystemAdmin = "system_admin";

    /// <summary>A program that sends events through the gateway.</summary>
    public const string Ingest = "ingest";

    public static IReadOnlyList<string> All { get; } =
        [Analyst, Reviewer, Inspector, Scientist, Leader, Auditor, SecurityAdmin, SystemAdmin, Ingest];

    public static bool Exists(string role) => All.Contains(role, StringComparer.Ordinal);
}
