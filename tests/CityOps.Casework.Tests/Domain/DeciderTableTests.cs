using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Domain;

/// <summary>Every stage against every command, and every command against every role.</summary>
public sealed class DeciderTableTests
{
    private static readonly Dictionary<CaseStage, string[]> Household = new()
    {
        [CaseStage.None] = [],
        [CaseStage.Detected] = ["triage", "review", "snooze", "merge", "hold"],
        [CaseStage.Triaged] = ["review", "snooze", "merge", "hold"],
        [CaseStage.Filed] = ["create_work_order", "suspend", "merge", "hold"],
        [CaseStage.Dispatched] = ["accept_work_order", "record_outcome", "return_work_order", "extend", "suspend", "request_extension", "cancel_work_order", "hold"],
        [CaseStage.Handling] = ["record_outcome", "return_work_order", "extend", "suspend", "request_extension", "cancel_work_order", "hold"],
        [CaseStage.Verified] = ["close", "order_rectification", "raise_objection"],
        [CaseStage.Closed] = ["reopen", "raise_objection"],
        [CaseStage.Dismissed] = ["reopen", "undo_dismissal"],
        [CaseStage.Returned] = ["create_work_order", "suspend", "merge", "raise_dispute", "hold"],
        [CaseStage.Suspended] = ["resume"],
        [CaseStage.Reopened] = ["review", "snooze", "merge", "raise_objection", "hold"],
    };

    private static readonly CaseStage[] TruckMayGoAtOnce = [CaseStage.Detected, CaseStage.Triaged, CaseStage.Reopened];

    public static TheoryData<CaseStage, string, string> Cells()
    {
        var cells = new TheoryData<CaseStage, string, string>();
        foreach (var scenario in new[] { "group-rental", "muck-truck" })
        {
            foreach (var stage in Enum.GetValues<CaseStage>())
            {
                foreach (var rule in CommandRules.All)
                {
                    cells.Add(stage, rule.Kind, scenario);
                }
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_command_is_accepted_exactly_where_the_table_says(CaseStage stage, string kind, string scenario)
    {
        var story = Story.At(stage, scenario);
        Assert.Equal(stage, story.State.Stage);
        var before = story.State;
        var expected = kind is "record_suspicion" || (kind is "tick" && stage is not CaseStage.None)
            || Household[stage].Contains(kind)
            || (scenario is "muck-truck" && kind is "dispatch_by_rule" && stage is CaseStage.Detected)
            || (scenario is "muck-truck" && kind is "create_work_order" && TruckMayGoAtOnce.Contains(stage));

        story.Give(CommandOf(kind, story), ActorOf(kind));

        Assert.Equal(expected, story.LastRefusal is null);
        if (!expected)
        {
            Assert.Equal(before, story.State);
            Assert.Equal(RefusalKind.WrongStage, story.LastRefusal!.Kind);
            Assert.Equal(stage, story.LastRefusal.Stage);
            Assert.Equal(Some.Decider(scenario).Allowed(before, Some.Now).Select(r => r.Kind), story.LastRefusal.Allowed);
        }
    }

    [Theory]
    [InlineData(CaseRoles.Analyst, "triage,review,create_work_order,snooze,undo_dismissal,merge,unmerge,cancel_work_order,raise_dispute,raise_objection")]
    [InlineData(CaseRoles.Reviewer, "triage,review,create_work_order,verify,close,extend,suspend,resume,reopen,snooze,undo_dismissal,merge,unmerge,cancel_work_order,raise_dispute,raise_objection,decide_extension,order_rectification,recheck,file_penalty,decide_objection")]
    [InlineData(CaseRoles.Inspector, "accept_work_order,record_outcome,return_work_order,request_extension,recheck,raise_objection")]
    [InlineData(CaseRoles.Leader, "create_work_order,verify,close,extend,suspend,resume,reopen,cancel_work_order,raise_dispute,decide_extension,arbitrate,order_rectification,file_penalty,decide_objection")]
    [InlineData(CaseRoles.System, "record_suspicion,tick,dispatch_by_rule,hold,release")]
    [InlineData("auditor", "")]
    [InlineData("scientist", "")]
    [InlineData("system_admin", "")]
    [InlineData("security_admin", "")]
    [InlineData("ingest", "")]
    public void A_role_may_give_only_its_own_commands(string role, string may)
    {
        var allowed = may.Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var rule in CommandRules.All)
        {
            var refused = false;
            foreach (var stage in Enum.GetValues<CaseStage>())
            {
                var story = Story.At(stage);
                refused |= story.Give(CommandOf(rule.Kind, story), new Actor("somebody", role)).LastRefusal?.Kind is RefusalKind.WrongRole;
            }

            Assert.Equal(!allowed.Contains(rule.Kind), refused);
        }
    }

    internal static Actor ActorOf(string kind) => kind switch
    {
        "record_suspicion" or "tick" or "dispatch_by_rule" or "hold" or "release" => Actor.System,
        "arbitrate" => Some.Leader,
        "accept_work_order" or "record_outcome" or "return_work_order" or "request_extension" or "recheck" => Some.Inspector,
        _ => Some.Reviewer,
    };

    internal static ICaseCommand CommandOf(string kind, Story story)
    {
        var order = story.State.OpenOrder?.WorkOrderId ?? "WO-none";
        return kind switch
        {
            "record_suspicion" => new RecordSuspicion(Guid.Empty, Some.Suspicion("s2", revision: 7), null),
            "triage" => new Triage(Guid.NewGuid()),
            "review" => Some.Confirm(story.Reason),
            "create_work_order" => Some.Order(),
            "accept_work_order" => new AcceptWorkOrder(Guid.NewGuid(), order),
            "record_outcome" => Some.Outcome(order, Outcome.NotFound),
            "return_work_order" => new ReturnWorkOrder(Guid.NewGuid(), order, "wrong_unit", null),
            "verify" => new Verify(Guid.NewGuid(), true, null),
            "close" => new Close(Guid.NewGuid(), null),
            "extend" => new Extend(Guid.NewGuid(), "appointment_made", story.Now.AddYears(1), null),
            "suspend" => new Suspend(Guid.NewGuid(), "court_pending", null),
            "resume" => new Resume(Guid.NewGuid()),
            "reopen" => new Reopen(Guid.NewGuid(), "relapse", null),
            "snooze" => new Snooze(Guid.NewGuid(), null),
            "undo_dismissal" => new UndoDismissal(Guid.NewGuid()),
            "merge" => new MergeInto(Guid.NewGuid(), "CASE-000000000000", null),
            "unmerge" => new Unmerge(Guid.NewGuid(), null),
            "request_extension" => new RequestExtension(Guid.NewGuid(), "appointment_made", story.Now.AddYears(1), null),
            "decide_extension" => new DecideExtension(Guid.NewGuid(), true, null),
            "cancel_work_order" => new CancelWorkOrder(Guid.NewGuid(), order, "sent_by_mistake", null),
            "raise_dispute" => new RaiseDispute(Guid.NewGuid(), "boundary", null),
            "arbitrate" => new Arbitrate(Guid.NewGuid(), "team_1", "the map says so"),
            "order_rectification" => new OrderRectification(Guid.NewGuid(), "rectification", story.Now.AddDays(7), null),
            "recheck" => new Recheck(Guid.NewGuid(), true, "media:1", null),
            "file_penalty" => new FilePenalty(Guid.NewGuid(), "penalty", "2026-17", null),
            "raise_objection" => new RaiseObjection(Guid.NewGuid(), "we are a family"),
            "decide_objection" => new DecideObjection(Guid.NewGuid(), true, "you are", null, null),
            "tick" => new Tick(Guid.Empty),
            "release" => new Release(Guid.Empty, story.Now),
            "hold" => new Hold(Guid.Empty, new SubjectHold(SubjectHold.LawfulUse, story.Now.AddYears(1))),
            "dispatch_by_rule" => new DispatchByRule(Guid.Empty, "team_1"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new command belongs into this table."),
        };
    }
}
