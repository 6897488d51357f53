using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Contracts.Events;
using FsCheck.Xunit;

namespace CityOps.Casework.Tests.Domain;

/// <summary>Whatever is commanded, in whatever order and by whomever.</summary>
public sealed class CaseMachineProperties
{
    private static readonly Actor[] Actors = [Actor.System, new("uma", CaseRoles.Reviewer), Some.Analyst, Some.Reviewer, Some.Inspector, Some.Leader];

    [Property(MaxTest = 500)]
    public void No_sequence_of_commands_breaks_a_rule(bool household, ushort[] steps)
    {
        var story = new Story(household ? "group-rental" : "muck-truck");
        foreach (var step in steps)
        {
            var before = story.State;
            var events = story.History.Count;
            var command = Command(step, story);
            story.Now += TimeSpan.FromMinutes((step >> 3) % 600);
            story.Give(command, Actors[(step >> 4) % Actors.Length] is var any && step % 3 is 0 ? any : DeciderTableTests.ActorOf(command.Rule.Kind));
            Check(before, story, story.History.Skip(events).Select(h => h.Event).ToList(), household);
        }

        var replayed = story.History.Aggregate(CaseState.Nothing, (state, h) => CaseFold.Apply(state, ThroughStorage(h.Event), h.At, h.Actor));
        Assert.Equivalent(story.State, replayed, strict: true);
    }

    private static void Check(CaseState before, Story story, List<ICaseEvent> happened, bool household)
    {
        var after = story.State;
        Assert.True(Enum.IsDefined(after.Stage));
        Assert.Equal(before.Version + happened.Count, after.Version);
        Assert.True(after.WorkOrders.Count(o => o.IsOpen) <= 1);
        Assert.True(story.LastRefusal is null || happened.Count is 0);
        if (happened.OfType<CaseClosed>().Any())
        {
            Assert.Equal(CaseStage.Verified, before.Stage);
            Assert.False(before.Rectification is { Status: RectificationStatus.Ordered or RectificationStatus.NotRectified });
        }

        if (household && happened.OfType<WorkOrderCreated>().Any())
        {
            Assert.Contains(before.FiledBy, new[] { Some.Reviewer.Name, "uma", Some.Analyst.Name });
            var opened = story.History.FindLastIndex(h => h.Event is CaseOpened or CaseReopened);
            Assert.Contains(story.History.Skip(opened), h => h.Event is CaseFiled);
        }

        var waitsForRecheck = after is { Stage: CaseStage.Verified, Rectification.Status: RectificationStatus.Ordered or RectificationStatus.NotRectified };
        var clockStands = after.HeldUntil is not null
            || (!waitsForRecheck && after.Stage is CaseStage.None or CaseStage.Suspended or CaseStage.Verified or CaseStage.Closed or CaseStage.Dismissed);
        Assert.Equal(clockStands, after.DueAt is null);
        Assert.Equal(after.DueAt, after.Clock?.DueAt);

        // No deadline is lost: while a clock runs and the breach has not been recorded, an alarm stands no later than the deadline.
        var next = after.Stage is CaseStage.None ? null : CaseAlarms.Next(after, Some.Elements(household ? "group-rental" : "muck-truck"), Some.Calendar);
        Assert.True(after.Clock is null or { Breached: true } || next <= after.DueAt, $"{after.Stage} is due {after.DueAt}, and nothing rings before {next}.");
        Assert.True(after.HeldUntil is null || next <= after.HeldUntil);
        Assert.Equal(after.Stage is CaseStage.Closed or CaseStage.Dismissed, after.ClosedAt is not null);
    }

    private static ICaseCommand Command(ushort step, Story story)
    {
        var rule = CommandRules.All[step % CommandRules.All.Count];
        var variant = step >> 8;
        return rule.Kind switch
        {
            "record_suspicion" => new RecordSuspicion(
                Guid.Empty,
                Some.Suspicion($"s{variant % 3}", revision: variant % 7, state: (SuspicionState)(variant % 3), score: variant % 10 / 10.0),
                null,
                variant % 5 is 0 ? new SubjectHold(variant % 2 is 0 ? SubjectHold.CoolDown : SubjectHold.LawfulUse, story.Now.AddDays(variant % 4)) : null),
            "review" when variant % 4 is 0 => Some.Dismiss(),
            "snooze" => new Snooze(Guid.NewGuid(), variant % 2 is 0 ? story.State.DueAt : null),
            "recheck" => new Recheck(Guid.NewGuid(), variant % 2 is 0, "media:1", null),
            "record_outcome" => Some.Outcome(story.State.OpenOrder?.WorkOrderId ?? "WO-none", (Outcome)(variant % 5)),
            "verify" when variant % 4 is 0 => new Verify(Guid.NewGuid(), false, "again"),
            _ => DeciderTableTests.CommandOf(rule.Kind, story),
        };
    }

    private static ICaseEvent ThroughStorage(ICaseEvent happened) => CaseEventCodec.Read(CaseEventCodec.KindOf(happened), CaseEventCodec.Store(happened));
}
