using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Domain;

/// <summary>An objection that was upheld ends what the visit's finding had set off.</summary>
public sealed class ObjectionEndTests
{
    private static readonly Actor Uninvolved = new("uma", CaseRoles.Reviewer);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rectification_ends_no_penalty_follows_and_the_case_closes_without_a_look_back(bool rechecked)
    {
        var story = Ordered();
        if (rechecked)
        {
            story.Give(new Recheck(Guid.NewGuid(), false, "media:1", null), Some.Inspector);
        }

        Object(story, null);

        Assert.Equal((null, null), (story.State.Rectification, story.State.DueAt));
        Assert.Equal(RefusalKind.WrongStage, story.Give(new FilePenalty(Guid.NewGuid(), "penalty", "2026-17", null), Some.Leader).LastRefusal?.Kind);
        story.Give(new Close(Guid.NewGuid(), null), Some.Reviewer);
        Assert.Equal((CaseStage.Closed, null), (story.State.Stage, story.State.LookBackAt));
    }

    [Fact]
    public void A_rectification_goes_on_where_another_violation_is_left()
    {
        var story = Object(Ordered(), Outcome.OtherViolation);
        Assert.Equal(RectificationStatus.Ordered, story.State.Rectification!.Status);
        Assert.NotNull(story.State.DueAt);
    }

    [Fact]
    public void A_closed_case_is_not_looked_at_again()
    {
        var story = Story.At(CaseStage.Closed);
        Assert.NotNull(story.State.LookBackAt);
        Object(story, null);
        Assert.Null(story.State.LookBackAt);
        story.Now += TimeSpan.FromDays(400);
        Assert.Equal(CaseStage.Closed, story.Give(new Tick(Guid.Empty), Actor.System).State.Stage);
        Assert.DoesNotContain(story.History, h => h.Event is LookBackDue);
    }

    private static Story Ordered() => Story.At(CaseStage.Verified).Give(new OrderRectification(Guid.NewGuid(), "rectification", Some.Now.AddDays(7), null), Some.Leader);

    private static Story Object(Story story, Outcome? corrected) => story
        .Give(new RaiseObjection(Guid.NewGuid(), "we are a family"), Some.Analyst)
        .Give(new DecideObjection(Guid.NewGuid(), true, "You are; we are sorry.", corrected, null), Uninvolved);
}
