using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Events;

namespace CityOps.Casework.Tests.Domain;

/// <summary>Dates that nobody lives to see, from outside and from old histories.</summary>
public sealed class FarDateTests
{
    public static TheoryData<string> Far { get; } = new("9999-12-29T12:00:00Z", "9999-12-31T23:59:59Z", "2027-03-05T02:00:01Z");

    [Theory]
    [MemberData(nameof(Far))]
    public void A_date_more_than_a_year_ahead_is_refused_and_names_the_field_the_value_and_the_way_out(string date)
    {
        var far = DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        (Story Story, ICaseCommand Command, Actor Actor)[] all =
        [
            (Story.At(CaseStage.Filed), Some.Order() with { DueAt = far }, Some.Leader),
            (Story.At(CaseStage.Dispatched), new RequestExtension(Guid.NewGuid(), "appointment_made", far, null), Some.Inspector),
            (Story.At(CaseStage.Dispatched), new Extend(Guid.NewGuid(), "appointment_made", far, null), Some.Leader),
            (Story.At(CaseStage.Verified), new OrderRectification(Guid.NewGuid(), "rectification", far, null), Some.Leader),
            (Story.At(CaseStage.Detected), new Snooze(Guid.NewGuid(), far), Some.Reviewer),
        ];
        foreach (var (story, command, actor) in all)
        {
            var refusal = story.Give(command, actor).LastRefusal!;
            Assert.Equal(RefusalKind.Invalid, refusal.Kind);
            Assert.Matches($"^(due_at|until) is {far.Year}-.*366 days ahead.*or earlier", refusal.Message);
        }
    }

    [Fact]
    public void An_extension_that_was_asked_for_too_far_ahead_is_not_granted_and_can_be_refused()
    {
        var story = Story.At(CaseStage.Dispatched).Happened(new ExtensionRequested("appointment_made", null, Some.Inspector.Name, DateTimeOffset.MaxValue), Some.Inspector);
        Assert.Contains("Refuse the request", story.Give(new DecideExtension(Guid.NewGuid(), true, null), Some.Leader).LastRefusal!.Message, StringComparison.Ordinal);
        Assert.Null(story.Give(new DecideExtension(Guid.NewGuid(), false, null), Some.Leader).LastRefusal);
    }

    [Theory]
    [InlineData("9999-12-29T12:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public void A_case_that_has_a_far_deadline_already_keeps_its_alarms_and_can_be_set_aside_and_resumed(string date)
    {
        var far = DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        var elements = Some.Elements("group-rental");
        elements = elements with { Alarms = elements.Alarms with { Escalation = [new EscalationLevel(1_000_000, "leader")], Reminders = 3_000, RemindEveryHours = 1_000_000 } };
        var story = Story.At(CaseStage.Dispatched).Happened(new DeadlineExtended("later", null, far), Some.Leader);

        var alarms = CaseAlarms.Of(story.State, elements, Some.Calendar);

        Assert.Equal(far, alarms.Single(a => a.Event is DeadlineBreached).At);
        Assert.All(alarms.Where(a => a.Event is DeadlineEscalated or DeadlineReminded), a => Assert.Equal(DateTimeOffset.MaxValue, a.At));
        story.Give(new Suspend(Guid.NewGuid(), "court_pending", null), Some.Leader);
        story.Now += TimeSpan.FromDays(30);
        Assert.Equal(DateTimeOffset.MaxValue, story.Give(new Resume(Guid.NewGuid()), Some.Leader).State.DueAt);
    }
}
