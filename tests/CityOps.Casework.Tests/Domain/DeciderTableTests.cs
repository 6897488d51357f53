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
        [CaseStage.Detected] = ["triage", "review"],
        [CaseStage.Triaged] = ["review"],
        [CaseStage.Filed] = ["create_work_order", "suspend"],
        [CaseStage.Dispatched] = ["accept_work_order", "record_outcome", "return_work_order", "extend", "suspend"],
        [CaseStage.Handling] = ["record_outcome", "return_work_order", "extend", "suspend"],
        [CaseStage.Verified] = ["close"],
        [CaseStage.Closed] = ["reopen"],
        [CaseStage.Dismissed] = ["reopen"],
        [CaseStage.Returned] = ["create_work_order", "suspend"],
        [CaseStage.Suspended] = ["resume"],
        [CaseStage.Reopened] = ["review"],
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
        var expected = kind is "record_suspicion"
            || Household[stage].Contains(kind)
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
    [InlineData(CaseRoles.Analyst, "triage,review,create_work_order")]
    [InlineData(CaseRoles.Reviewer, "triage,review,create_work_order,verify,close,extend,suspend,resume,reopen")]
    [InlineData(CaseRoles.Inspector, "accept_work_order,record_outcome,return_work_order")]
    [InlineData(CaseRoles.Leader, "create_work_order,verify,close,extend,suspend,resume,reopen")]
    [InlineData(CaseRoles.System, "record_suspicion")]
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
        "record_suspicion" => Actor.System,
        "accept_work_order" or "record_outcome" or "return_work_order" => Some.Inspector,
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
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new command belongs into this table."),
        };
    }
}
