using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Domain;

/// <summary>What leaves the straight way from suspicion to end, and how it comes back.</summary>
public sealed class SideTrackTests
{
    [Fact]
    public void A_second_wrong_unit_goes_to_an_arbiter_and_the_unit_named_may_not_send_it_on()
    {
        var story = Story.At(CaseStage.Returned).Give(Some.Order(), Some.Leader);
        story.Give(new ReturnWorkOrder(Guid.NewGuid(), story.OrderId, "wrong_unit", null, "team_2"), Some.Inspector);
        Assert.True(story.State.InDispute);
        Assert.NotNull(story.Give(Some.Order(), Some.Leader).LastRefusal);

        story.Give(new Arbitrate(Guid.NewGuid(), "team_1", "the map says so"), Some.Leader).Give(Some.Order(), Some.Leader);
        Assert.Equal(CaseStage.Dispatched, story.State.Stage);
        story.Give(new ReturnWorkOrder(Guid.NewGuid(), story.OrderId, "wrong_unit", null), Some.Inspector);
        Assert.Contains("arbiter", story.LastRefusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_acts_on_another_persons_order()
    {
        var other = new Actor("otto", CaseRoles.Inspector);
        foreach (var kind in new[] { "accept_work_order", "record_outcome", "return_work_order", "request_extension" })
        {
            var story = Story.At(CaseStage.Dispatched);
            Assert.Equal(RefusalKind.WrongOwner, story.Give(DeciderTableTests.CommandOf(kind, story), other).LastRefusal?.Kind);
        }
    }

    [Fact]
    public void An_order_to_a_unit_is_whoever_takes_it()
    {
        var story = Story.At(CaseStage.Filed).Give(new CreateWorkOrder(Guid.NewGuid(), null, "team_1", null, null), Some.Leader);
        story.Give(new AcceptWorkOrder(Guid.NewGuid(), story.OrderId), Some.Inspector);
        Assert.Equal(Some.Inspector.Name, story.State.OpenOrder!.Inspector);
    }

    [Fact]
    public void An_enforcement_step_needs_two_officers()
    {
        var one = new CreateWorkOrder(Guid.NewGuid(), "ivo", null, null, null, Enforcement: true);
        Assert.Equal(RefusalKind.Invalid, Story.At(CaseStage.Filed).Give(one, Some.Leader).LastRefusal?.Kind);
        Assert.Equal(RefusalKind.Invalid, Story.At(CaseStage.Filed).Give(one with { SecondOfficer = "ivo" }, Some.Leader).LastRefusal?.Kind);
        Assert.Null(Story.At(CaseStage.Filed).Give(one with { SecondOfficer = "ida" }, Some.Leader).LastRefusal);
    }

    [Theory]
    [InlineData("ivo ")]
    [InlineData(" Ivo")]
    [InlineData("I VO")]
    [InlineData("  ")]
    public void One_officer_written_in_two_ways_or_nobody_is_no_second_officer(string second)
    {
        var order = new CreateWorkOrder(Guid.NewGuid(), "ivo", null, null, null, second, Enforcement: true);
        Assert.Equal(RefusalKind.Invalid, Story.At(CaseStage.Filed).Give(order, Some.Leader).LastRefusal?.Kind);
    }

    [Fact]
    public void Officers_are_kept_as_their_accounts_are_called()
    {
        var story = Story.At(CaseStage.Filed).Give(new CreateWorkOrder(Guid.NewGuid(), " ", "team_1", null, null, " ida "), Some.Leader);
        Assert.Equal((null, "ida"), (story.State.OpenOrder!.Inspector, story.State.OpenOrder.SecondOfficer));
    }

    [Fact]
    public void An_assisting_unit_that_did_not_get_in_has_tried_and_its_order_stays_open()
    {
        var fay = new Actor("fay", CaseRoles.Inspector);
        var story = Story.At(CaseStage.Filed).Give(Some.Order() with { AssistingUnits = ["fire"] }, Some.Leader);
        var assisting = story.State.WorkOrders[1].WorkOrderId;

        story.Give(Some.Outcome(assisting, Outcome.NoEntry), fay);

        Assert.Equal((WorkOrderStatus.Accepted, 1, CaseStage.Dispatched), (story.State.Order(assisting)!.Status, story.State.Order(assisting)!.Attempts, story.State.Stage));
        Assert.Null(story.Give(Some.Outcome(assisting), fay).LastRefusal);
        Assert.Equal(WorkOrderStatus.Done, story.State.Order(assisting)!.Status);
    }

    [Fact]
    public void Of_inspectors_only_who_was_sent_says_that_it_was_set_right()
    {
        var story = Story.At(CaseStage.Returned).Give(Some.Order("ida"), Some.Leader);
        story.Give(Some.Outcome(story.OrderId), new Actor("ida", CaseRoles.Inspector)).Give(new Verify(Guid.NewGuid(), true, null), Some.Reviewer)
            .Give(new OrderRectification(Guid.NewGuid(), "rectification", Some.Now.AddDays(7), null), Some.Leader);
        var right = new Recheck(Guid.NewGuid(), true, "media:1", null);

        // Neither somebody else, nor who gave their order back.
        Assert.Equal(RefusalKind.WrongOwner, story.Give(right, new Actor("otto", CaseRoles.Inspector)).LastRefusal?.Kind);
        Assert.Equal(RefusalKind.WrongOwner, story.Give(right, Some.Inspector).LastRefusal?.Kind);
        Assert.Null(story.Give(right, new Actor("ida", CaseRoles.Inspector)).LastRefusal);
    }

    [Fact]
    public void The_outcome_is_verified_only_when_assisting_units_are_done()
    {
        var story = Story.At(CaseStage.Filed).Give(Some.Order() with { AssistingUnits = ["fire"] }, Some.Leader);
        var (lead, assisting) = (story.State.OpenOrder!.WorkOrderId, story.State.WorkOrders[1].WorkOrderId);
        story.Give(Some.Outcome(lead), Some.Inspector).Give(new Verify(Guid.NewGuid(), true, null), Some.Reviewer);
        Assert.Equal(RefusalKind.WrongStage, story.LastRefusal?.Kind);

        story.Give(new AcceptWorkOrder(Guid.NewGuid(), assisting), new Actor("fay", CaseRoles.Inspector));
        story.Give(Some.Outcome(assisting), new Actor("fay", CaseRoles.Inspector)).Give(new Verify(Guid.NewGuid(), true, null), Some.Reviewer);
        Assert.Equal(CaseStage.Verified, story.State.Stage);
    }

    [Fact]
    public void More_time_is_granted_by_somebody_else_than_who_asked()
    {
        var story = Story.At(CaseStage.Dispatched);
        var wanted = story.State.DueAt!.Value.AddDays(3);
        story.Give(new RequestExtension(Guid.NewGuid(), "appointment_made", wanted, null), Some.Inspector);
        Assert.NotEqual(wanted, story.State.DueAt);
        Assert.NotNull(story.Give(new DecideExtension(Guid.NewGuid(), true, null), new Actor(Some.Inspector.Name, CaseRoles.Leader)).LastRefusal);
        Assert.Equal(wanted, story.Give(new DecideExtension(Guid.NewGuid(), true, null), Some.Leader).State.DueAt);
    }

    [Fact]
    public void A_dismissal_is_undone_by_whoever_made_it_within_minutes()
    {
        var story = Story.At(CaseStage.Dismissed);
        Assert.NotNull(story.Give(new UndoDismissal(Guid.NewGuid()), Some.Analyst).LastRefusal);
        story.Now += TimeSpan.FromMinutes(11);
        Assert.Equal(RefusalKind.WrongStage, story.Give(new UndoDismissal(Guid.NewGuid()), Some.Reviewer).LastRefusal?.Kind);
        story.Now -= TimeSpan.FromMinutes(2);
        Assert.Equal(CaseStage.Triaged, story.Give(new UndoDismissal(Guid.NewGuid()), Some.Reviewer).State.Stage);
    }

    [Fact]
    public void A_household_is_never_decided_in_bulk()
    {
        Assert.NotNull(Story.At(CaseStage.Detected).Give(Some.Confirm() with { InBulk = true }, Some.Reviewer).LastRefusal);
        Assert.NotNull(Story.At(CaseStage.Detected).Give(Some.Dismiss() with { InBulk = true }, Some.Reviewer).LastRefusal);
        Assert.Null(Story.At(CaseStage.Detected, "muck-truck").Give(Some.Confirm("dumping") with { InBulk = true }, Some.Reviewer).LastRefusal);
    }

    [Fact]
    public void Closed_is_not_rectified_a_case_waits_for_the_second_look_or_the_penalty_file()
    {
        var story = Story.At(CaseStage.Verified).Give(new OrderRectification(Guid.NewGuid(), "rectification", Some.Now.AddDays(7), null), Some.Leader);
        Assert.NotNull(story.Give(new Close(Guid.NewGuid(), null), Some.Reviewer).LastRefusal);
        story.Give(new Recheck(Guid.NewGuid(), false, "media:1", null), Some.Inspector);
        Assert.NotNull(story.Give(new Close(Guid.NewGuid(), null), Some.Reviewer).LastRefusal);
        story.Give(new FilePenalty(Guid.NewGuid(), "penalty", "2026-17", null), Some.Leader).Give(new Close(Guid.NewGuid(), null), Some.Reviewer);
        Assert.Equal((CaseStage.Closed, RectificationStatus.Penalised), (story.State.Stage, story.State.Rectification!.Status));
        Assert.Equal(story.Now.AddDays(90), story.State.LookBackAt);
    }

    [Fact]
    public void An_objection_is_decided_by_somebody_uninvolved_and_corrects_the_outcome()
    {
        var story = Story.At(CaseStage.Closed).Give(new RaiseObjection(Guid.NewGuid(), "we are a family"), Some.Analyst);
        var upheld = new DecideObjection(Guid.NewGuid(), true, "You are; we are sorry.", null, "family");
        Assert.Contains("uninvolved", story.Give(upheld, Some.Reviewer).LastRefusal!.Message, StringComparison.Ordinal);
        story.Give(upheld, new Actor("uma", CaseRoles.Reviewer));
        Assert.Equal((Outcome.NotFound, "family", true), (story.State.Found, story.State.WorkOrders[0].LawfulReason, story.State.Objection!.Upheld));
    }

    [Fact]
    public void A_registered_lawful_use_holds_the_case_and_its_clock()
    {
        var story = new Story().Give(new RecordSuspicion(Guid.Empty, Some.Suspicion(), null, new SubjectHold(SubjectHold.LawfulUse, Some.Now.AddYears(1))), Actor.System);
        Assert.Equal((null, Some.Now.AddYears(1)), (story.State.DueAt, story.State.HeldUntil));
        story.Now = Some.Now.AddYears(1);
        story.Give(new Tick(Guid.Empty), Actor.System);
        Assert.NotNull(story.State.DueAt);
    }

    [Fact]
    public void A_case_that_was_filed_before_its_use_was_registered_sends_nobody_and_can_be_ended()
    {
        var story = Story.At(CaseStage.Filed).Give(new Hold(Guid.Empty, new SubjectHold(SubjectHold.LawfulUse, Some.Now.AddYears(1))), Actor.System);
        Assert.DoesNotContain("create_work_order", story.Give(Some.Order(), Some.Leader).LastRefusal!.Allowed);
        Assert.NotNull(story.Give(Some.Confirm(), Some.Reviewer).LastRefusal);
        story.Give(new Review(Guid.NewGuid(), ReviewDecision.Dismiss, "lawful_use", null), Some.Reviewer);
        Assert.Equal(CaseStage.Dismissed, story.State.Stage);
    }

    [Fact]
    public void Who_is_on_the_way_to_a_use_that_is_registered_is_called_back_and_a_revoked_one_is_looked_at_again()
    {
        var use = new SubjectHold(SubjectHold.LawfulUse, Some.Now.AddYears(1));
        var story = Story.At(CaseStage.Handling).Give(new Hold(Guid.Empty, use), Actor.System);
        Assert.Equal((CaseStage.Returned, WorkOrderStatus.Cancelled, null), (story.State.Stage, story.State.WorkOrders[0].Status, story.State.DueAt));

        story.Give(new Release(Guid.Empty, Some.Now.AddDays(3)), Actor.System);
        Assert.NotNull(story.State.HeldUntil);
        story.Give(new Release(Guid.Empty, use.Until), Actor.System);
        Assert.Null(story.State.HeldUntil);
        Assert.NotNull(story.State.DueAt);
        Assert.Null(story.Give(Some.Order(), Some.Leader).LastRefusal);
    }

    [Fact]
    public void An_objection_that_changes_nothing_is_not_upheld()
    {
        var story = Story.At(CaseStage.Closed).Give(new RaiseObjection(Guid.NewGuid(), "we are a family"), Some.Analyst);
        var same = new DecideObjection(Guid.NewGuid(), true, "You are.", story.State.Found, null);
        Assert.Contains("what the visit found", story.Give(same, new Actor("uma", CaseRoles.Reviewer)).LastRefusal!.Message, StringComparison.Ordinal);
    }
}
