using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Hands a case that was not set right on to the penalty file or the court.</summary>
public sealed record FilePenalty(Guid CommandId, string Forum, string FileNumber, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "file_penalty", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State is { Stage: CaseStage.Verified, Rectification.Status: RectificationStatus.NotRectified });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = Forum is "penalty" or "court" ? null : $"forum is '{Forum}'. It is 'penalty' or 'court'.";
        wrong ??= string.IsNullOrWhiteSpace(FileNumber) ? "file_number is empty." : Check.Length("file_number", FileNumber, 64) ?? Check.Note(Note);
        return wrong is not null ? Decision.Refuse(wrong) : Decision.Accept(new PenaltyFiled(Forum, FileNumber, Note));
    }
}
