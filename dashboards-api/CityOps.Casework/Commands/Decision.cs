using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Events, or the reason a field of the command is refused.</summary>
internal sealed record Decision(IReadOnlyList<ICaseEvent> Events, string? Invalid, Domain.RefusalKind Kind = Domain.RefusalKind.Invalid)
{
    public static Decision Nothing { get; } = new([], null);

    public static Decision Accept(params IReadOnlyList<ICaseEvent> events) => new(events, null);

    /// <summary>The order is another person's.</summary>
    public static Decision RefuseOwner(string message) => new([], message, Domain.RefusalKind.WrongOwner);

    public static Decision Refuse(string message) => new([], message);
}
