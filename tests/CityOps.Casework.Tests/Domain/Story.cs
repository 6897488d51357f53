using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Domain;

/// <summary>A case led by commands, without any storage.</summary>
internal sealed class Story(string scenario = "group-rental")
{
    private readonly CaseDecider _decider = Some.Decider(scenario);

    public CaseState State { get; private set; } = CaseState.Nothing;

    public DateTimeOffset Now { get; set; } = Some.Now;

    public List<(ICaseEvent Event, DateTimeOffset At, Actor Actor)> History { get; } = [];

    public Refusal? LastRefusal { get; private set; }

    public string OrderId => State.WorkOrders[^1].WorkOrderId;

    public Story Give(ICaseCommand command, Actor actor)
    {
        var decided = _decider.Decide(State, command, actor, Now);
        LastRefusal = decided.Refusal;
        foreach (var happened in decided.Value ?? [])
        {
            History.Add((happened, Now, actor));
            State = CaseFold.Apply(State, happened, Now, actor);
        }

        return this;
    }

    /// <summary>Something that is in the history, whatever a command would say to it today.</summary>
    public Story Happened(ICaseEvent happened, Actor actor)
    {
        History.Add((happened, Now, actor));
        State = CaseFold.Apply(State, happened, Now, actor);
        return this;
    }

    public Story Suspect(Suspicion? suspicion = null) =>
        Give(new RecordSuspicion(Guid.Empty, suspicion ?? Some.Suspicion(scenario: scenario), null), Actor.System);

    public string Reason => scenario is "group-rental" ? "over_occupancy" : "dumping";

    /// <summary>A case led to a stage by the shortest way.</summary>
    public static Story At(CaseStage stage, string scenario = "group-rental")
    {
        var story = new Story(scenario);
        return stage switch
        {
            CaseStage.None => story,
            CaseStage.Detected => story.Suspect(),
            CaseStage.Triaged => At(CaseStage.Detected, scenario).Give(new Triage(Guid.NewGuid()), Some.Analyst),
            CaseStage.Filed => At(CaseStage.Detected, scenario).Give(Some.Confirm(story.Reason), Some.Reviewer),
            CaseStage.Dispatched => At(CaseStage.Filed, scenario).Give(Some.Order(), Some.Leader),
            CaseStage.Handling => At(CaseStage.Dispatched, scenario).Then(s => s.Give(new AcceptWorkOrder(Guid.NewGuid(), s.OrderId), Some.Inspector)),
            CaseStage.Verified => Reported(scenario).Give(new Verify(Guid.NewGuid(), true, null), Some.Reviewer),
            CaseStage.Closed => At(CaseStage.Verified, scenario).Give(new Close(Guid.NewGuid(), null), Some.Reviewer),
            CaseStage.Dismissed => At(CaseStage.Detected, scenario).Give(Some.Dismiss(), Some.Reviewer),
            CaseStage.Returned => At(CaseStage.Dispatched, scenario).Then(
                s => s.Give(new ReturnWorkOrder(Guid.NewGuid(), s.OrderId, "wrong_unit", null), Some.Inspector)),
            CaseStage.Suspended => At(CaseStage.Filed, scenario).Give(new Suspend(Guid.NewGuid(), "court_pending", null), Some.Leader),
            CaseStage.Reopened => At(CaseStage.Closed, scenario).Give(new Reopen(Guid.NewGuid(), "relapse", null), Some.Leader),
            _ => throw new ArgumentOutOfRangeException(nameof(stage)),
        };
    }

    /// <summary>An outcome was reported and waits for verification.</summary>
    public static Story Reported(string scenario = "group-rental") =>
        At(CaseStage.Dispatched, scenario).Then(s => s.Give(Some.Outcome(s.OrderId), Some.Inspector));

    public Story Then(Func<Story, Story> next) => next(this);
}
