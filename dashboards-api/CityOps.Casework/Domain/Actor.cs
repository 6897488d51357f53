namespace CityOps.Casework.Domain;

/// <summary>Who gives a command.</summary>
/// <param name="Name">The account's name; empty only for <see cref="System"/>. Stays in the casework database: never on the log.</param>
/// <param name="Role">One of <see cref="CaseRoles"/>: the role it acts in.</param>
public sealed record Actor(string Name, string Role)
{
    /// <summary>CityOps itself, for what evidence alone decides.</summary>
    public static Actor System { get; } = new("", CaseRoles.System);
}

/// <summary>The roles that act on cases.</summary>
public static class CaseRoles
{
    public const string Analyst = "analyst";
    public const string Reviewer = "reviewer";
    public const string Inspector = "inspector";
    public const string Leader = "leader";

    /// <summary>No person holds it.</summary>
    public const string System = "system";
}
