using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Domain;

public sealed class CaseRuleTests
{
    [Fact]
    public void A_household_is_visited_only_after_a_named_reviewer_gave_a_reason()
    {
        var nameless = Story.At(CaseStage.Detected).Give(Some.Confirm(), new Actor(" ", CaseRoles.Reviewer));
        Assert.Equal(RefusalKind.WrongRole, nameless.LastRefusal?.Kind);

        var reasonless = Story.At(CaseStage.Detected).Give(Some.Confirm(reason: ""), Some.Reviewer);
        Assert.Equal(RefusalKind.Invalid, reasonless.LastRefusal?.Kind);
        Assert.Contains("over_occupancy", reasonless.LastRefusal!.Message, StringComparison.Ordinal);

        Assert.NotNull(Story.At(CaseStage.Detected).Give(Some.Order(), Some.Leader).LastRefusal);
        Assert.Null(Story.At(CaseStage.Filed).Give(Some.Order(), Some.Leader).LastRefusal);
    }

    [Fact]
    public void A_reopened_household_case_needs_a_new_review() =>
        Assert.NotNull(Story.At(CaseStage.Reopened).Give(Some.Order(), Some.Leader).LastRefusal);

    [Fact]
    public void No_entry_keeps_the_order_open_for_another_attempt()
    {
        var story = Story.At(CaseStage.Dispatched).Then(s => s.Give(Some.Outcome(s.OrderId, Outcome.NoEntry), Some.Inspector));
        Assert.Equal((WorkOrderStatus.Accepted, 1), (story.State.OpenOrder!.Status, story.State.OpenOrder.Attempts));

        story.Give(Some.Outcome(story.OrderId, Outcome.NoEntry), Some.Inspector).Give(Some.Outcome(story.OrderId), Some.Inspector);
        Assert.Equal((WorkOrderStatus.Done, 3), (story.State.WorkOrders[0].Status, story.State.WorkOrders[0].Attempts));
    }

    [Fact]
    public void Nobody_verifies_their_own_outcome()
    {
        var story = Story.Reported().Give(new Verify(Guid.NewGuid(), true, null), new Actor(Some.Inspector.Name, CaseRoles.Reviewer));
        Assert.Equal(RefusalKind.Invalid, story.LastRefusal?.Kind);
    }

    [Fact]
    public void An_outcome_that_does_not_pass_is_dispatched_anew()
    {
        var story = Story.Reported().Give(new Verify(Guid.NewGuid(), false, "wrong door"), Some.Reviewer).Give(Some.Order(), Some.Leader);
        Assert.Equal(CaseStage.Dispatched, story.State.Stage);
        Assert.EndsWith("-2", story.OrderId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Outcome.Dismissed, null, null, "outcome")]
    [InlineData(Outcome.OtherViolation, null, null, "violation_kind")]
    [InlineData(Outcome.OtherViolation, "Mr Li, room 3", null, "violation_kind")]
    [InlineData(Outcome.NotFound, null, "his cousin", "lawful_reason")]
    public void An_outcome_with_a_wrong_field_is_refused_and_names_it(Outcome outcome, string? violation, string? lawful, string field)
    {
        var story = Story.At(CaseStage.Dispatched);
        story.Give(new RecordOutcome(Guid.NewGuid(), story.OrderId, outcome, 1, 1, violation, lawful, null), Some.Inspector);
        Assert.Equal(RefusalKind.Invalid, story.LastRefusal?.Kind);
        Assert.StartsWith(field, story.LastRefusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_highest_revision_of_a_suspicion_stands()
    {
        var story = Story.At(CaseStage.Detected).Suspect(Some.Suspicion(revision: 5, score: 0.4));
        Assert.Equal(0.4, story.State.Strongest!.Score);

        var version = story.State.Version;
        story.Suspect(Some.Suspicion(revision: 5, score: 0.9)).Suspect(Some.Suspicion(revision: 4, score: 0.9));
        Assert.Equal(version, story.State.Version);
    }

    [Fact]
    public void An_untouched_case_lapses_with_its_last_evidence_and_comes_back_with_it()
    {
        var story = Story.At(CaseStage.Detected).Suspect(Some.Suspicion("s2"));
        story.Suspect(Some.Suspicion(revision: 2, state: SuspicionState.Withdrawn));
        Assert.Equal(CaseStage.Detected, story.State.Stage);
        story.Suspect(Some.Suspicion("s2", revision: 2, state: SuspicionState.Withdrawn));
        Assert.Equal((CaseStage.Dismissed, true), (story.State.Stage, story.State.Lapsed));

        story.Suspect(Some.Suspicion("s2", revision: 3));
        Assert.Equal(CaseStage.Reopened, story.State.Stage);
    }

    [Fact]
    public void A_case_that_somebody_filed_stays_when_its_evidence_is_withdrawn()
    {
        var story = Story.At(CaseStage.Filed).Suspect(Some.Suspicion(revision: 2, state: SuspicionState.Withdrawn));
        Assert.Equal(CaseStage.Filed, story.State.Stage);
        Assert.Null(story.State.Strongest);
    }

    [Fact]
    public void A_withdrawn_suspicion_that_nobody_knew_opens_nothing() =>
        Assert.Equal(CaseStage.None, new Story().Suspect(Some.Suspicion(state: SuspicionState.Withdrawn)).State.Stage);

    [Fact]
    public void A_resumed_case_has_the_time_it_had_left()
    {
        var story = Story.At(CaseStage.Filed);
        var due = story.State.DueAt!.Value;
        story.Give(new Suspend(Guid.NewGuid(), "court_pending", null), Some.Leader);
        Assert.Null(story.State.DueAt);
        story.Now += TimeSpan.FromDays(10);
        story.Give(new Resume(Guid.NewGuid()), Some.Leader);
        Assert.Equal((CaseStage.Filed, due.AddDays(10)), (story.State.Stage, story.State.DueAt!.Value));
    }

    [Fact]
    public void A_deadline_is_only_moved_back()
    {
        var story = Story.At(CaseStage.Dispatched);
        story.Give(new Extend(Guid.NewGuid(), "appointment_made", story.State.DueAt!.Value, null), Some.Leader);
        Assert.Equal(RefusalKind.Invalid, story.LastRefusal?.Kind);
        story.Give(new Extend(Guid.NewGuid(), "appointment_made", story.State.DueAt!.Value.AddDays(2), null), Some.Leader);
        Assert.Equal(story.State.DueAt, story.State.OpenOrder!.DueAt);
    }

    [Fact]
    public void Ids_follow_from_what_the_case_is_about()
    {
        Assert.Equal(CaseId.Of("group-rental", "42", "s1"), CaseId.Of("group-rental", "42", "s1"));
        Assert.NotEqual(CaseId.Of("group-rental", "42", "s1"), CaseId.Of("group-rental", "42", "s2"));
        Assert.Matches("^CASE-[0-9A-HJKMNP-TV-Z]{12}$", CaseId.Of("group-rental", "42", "s1"));
        Assert.Matches("^WO-[0-9A-HJKMNP-TV-Z]{12}-3$", CaseId.WorkOrder(CaseId.Of("group-rental", "42", "s1"), 3));
    }

    [Fact]
    public void Reviewing_a_new_case_takes_it_up_first() =>
        Assert.Equal([typeof(CaseTriaged), typeof(CaseFiled)], Story.At(CaseStage.Filed).History.TakeLast(2).Select(h => h.Event.GetType()));
}
