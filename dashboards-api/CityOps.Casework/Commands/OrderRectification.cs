using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>The notice to set it right goes out (责令改正); "closed" waits for the second look.</summary>
public sealed record OrderRectification(Guid CommandId, string NoticeCode, DateTimeOffset DueAt, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "order_rectification", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State is { Stage: CaseStage.Verified, Found: CityOps.Contracts.Events.Outcome.Confirmed or CityOps.Contracts.Events.Outcome.OtherViolation }
            && c.State.Rectification is null or { Status: RectificationStatus.NotRectified } && c.State.Stage is CaseStage.Verified);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        return (Check.Identifier("notice_code", NoticeCode ?? "") ?? Check.Ahead("due_at", DueAt, context.Now) ?? Check.Note(Note)) is { } wrong
            ? Decision.Refuse(wrong)
            : Decision.Accept(new RectificationOrdered(NoticeCode!, Note, DueAt.ToUniversalTime()));
    }
}
