using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Sends somebody (派遣).</summary>
/// <param name="Inspector">The account's name; this or the unit, or both.</param>
/// <param name="Unit">The unit's code.</param>
/// <param name="SecondOfficer">Who goes along.</param>
/// <param name="Enforcement">An enforcement step (执法): two officers must be named.</param>
/// <param name="AssistingUnits">Units that assist (协办), each with an order of its own.</param>
/// <param name="DueAt">When the outcome is due; at most 366 days ahead, null takes the scenario's limit.</param>
public sealed record CreateWorkOrder(Guid CommandId, string? Inspector, string? Unit, DateTimeOffset? DueAt, string? Instructions, string? SecondOfficer = null, bool Enforcement = false,
    IReadOnlyList<string>? AssistingUnits = null) : ICaseCommand
{
    /// <inheritdoc cref="CreateWorkOrder" path="/param[@name='Inspector']"/>
    public string? Inspector { get; init => field = Named(value); } = Named(Inspector);

    /// <inheritdoc cref="CreateWorkOrder" path="/param[@name='SecondOfficer']"/>
    public string? SecondOfficer { get; init => field = Named(value); } = Named(SecondOfficer);

    public static CommandRule Rule { get; } = new("create_work_order", [CaseRoles.Analyst, CaseRoles.Reviewer, CaseRoles.Leader], Allows);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = Inspector is null && string.IsNullOrWhiteSpace(Unit)
            ? "inspector and unit are both empty. Name who is sent."
            : Check.Ahead("due_at", DueAt, context.Now) ?? Check.Length("inspector", Inspector, 128)
                ?? Check.Unit("unit", Unit) ?? Check.Length("instructions", Instructions, Check.MaxNoteLength)
                ?? Check.Length("second_officer", SecondOfficer, 128) ?? Enforcing(context) ?? Assisting();
        if (wrong is not null)
        {
            return Decision.Refuse(wrong);
        }

        var due = DueAt?.ToUniversalTime() ?? context.Due(context.Elements.Limits.Handle);
        var id = CaseId.WorkOrder(context.State.CaseId, context.State.WorkOrders.Count + 1);
        var assisting = (AssistingUnits ?? []).Select((unit, i) => new WorkOrderCreated(
            CaseId.WorkOrder(context.State.CaseId, context.State.WorkOrders.Count + 2 + i), null, unit, Instructions, due, LeadOrderId: id));
        return Decision.Accept([new WorkOrderCreated(id, Inspector, Unit, Instructions, due, SecondOfficer, Enforcement), .. assisting]);
    }

    private string? Enforcing(CaseContext context) =>
        Enforcement && (Inspector is null || SecondOfficer is null || IsSame(Inspector, SecondOfficer))
            ? "An enforcement step needs two officers: name inspector and second_officer."
            : context.State.ArbitratedUnit is { } unit && !string.Equals(unit, Unit, StringComparison.Ordinal)
                ? $"unit is '{Unit}'. An arbiter decided that the case is unit {unit}'s."
                : null;

    // An account's name has no blanks around it, and nothing but blanks is nobody.
    private static string? Named(string? officer) => string.IsNullOrWhiteSpace(officer) ? null : officer.Trim();

    // One person written in two ways is one person.
    private static bool IsSame(string one, string other) => string.Equals(Bare(one), Bare(other), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string officer) => string.Concat(officer.Where(c => !char.IsWhiteSpace(c)));

    private string? Assisting()
    {
        var units = AssistingUnits ?? [];
        return units.Count > 10 ? "assisting_units are more than 10."
            : units.Any(string.IsNullOrEmpty) ? "assisting_units holds an empty unit."
            : units.Distinct(StringComparer.Ordinal).Count() < units.Count || units.Contains(Unit, StringComparer.Ordinal) ? "assisting_units names a unit twice, or the one that leads."
            : units.Select(unit => Check.Unit("assisting_units", unit)).FirstOrDefault(wrong => wrong is not null);
    }

    // A household's case goes out only on what a named reviewer filed since it was opened or reopened last (PIPL art. 24).
    private static bool Allows(CaseContext context) => context.State.HeldUntil is null && context.State.Stage switch
    {
        CaseStage.Returned when context.State.InDispute => false,
        CaseStage.Filed or CaseStage.Returned => !context.Elements.ReviewBeforeDispatch || !string.IsNullOrEmpty(context.State.FiledBy),
        CaseStage.Detected or CaseStage.Triaged or CaseStage.Reopened => !context.Elements.ReviewBeforeDispatch,
        _ => false,
    };
}
