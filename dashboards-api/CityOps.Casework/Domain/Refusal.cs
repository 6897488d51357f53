namespace CityOps.Casework.Domain;

public enum RefusalKind
{
    /// <summary>No such case or work order (HTTP 404).</summary>
    NotFound,

    /// <summary>The case does not allow the command where it stands (HTTP 409).</summary>
    WrongStage,

    /// <summary>The case has moved on from the version the caller saw (HTTP 409).</summary>
    WrongVersion,

    /// <summary>The actor's role may not do this (HTTP 403).</summary>
    WrongRole,

    /// <summary>The work order is another person's (HTTP 403).</summary>
    WrongOwner,

    /// <summary>A field is missing or wrong; the message names it (HTTP 422).</summary>
    Invalid,
}

/// <summary>Why a command was refused. A refused command changes nothing and may be sent again under the same id.</summary>
/// <param name="Message">Names the thing, the value and the way out.</param>
/// <param name="Stage">Where the case stands.</param>
/// <param name="Version">The case's version: how many events it has.</param>
/// <param name="Allowed">The kinds of command the case allows now, whoever asks.</param>
public sealed record Refusal(RefusalKind Kind, string Message, CaseStage Stage, long Version, IReadOnlyList<string> Allowed);
