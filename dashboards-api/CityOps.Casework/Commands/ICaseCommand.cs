using CityOps.Casework.Domain;

namespace CityOps.Casework.Commands;

/// <summary>Something that somebody wants done to a case. Each command is one file: what it says, when it is allowed, what follows.</summary>
public interface ICaseCommand
{
    /// <summary>Made by the client, once for each intent; resending under the same id does nothing more.</summary>
    Guid CommandId { get; }

    /// <summary>When and for whom it is allowed.</summary>
    CommandRule Rule { get; }

    /// <summary>What follows, given that stage and role allow it.</summary>
    internal Decision Decide(CaseContext context);
}

/// <param name="Kind">The name in refusals and lists of what is allowed, such as <c>create_work_order</c>.</param>
/// <param name="Roles">Who may give it.</param>
/// <param name="Allows">Whether the case allows it where it stands.</param>
public sealed record CommandRule(string Kind, IReadOnlyList<string> Roles, Func<CaseContext, bool> Allows);

/// <summary>What a decision may rest on.</summary>
/// <param name="Now">UTC.</param>
public sealed record CaseContext(
    CaseState State, Elements.CaseElementsPart Elements, Elements.WorkCalendar Calendar, Actor Actor, DateTimeOffset Now)
{
    /// <summary>The instant when a step that begins now is due.</summary>
    public DateTimeOffset Due(Elements.TimeLimit limit) => Calendar.Add(Now, limit);
}
