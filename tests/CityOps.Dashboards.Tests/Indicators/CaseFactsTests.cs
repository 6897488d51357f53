using System.Text.Json;
using CityOps.Dashboards.Indicators.Facts;

namespace CityOps.Dashboards.Tests.Indicators;

public sealed class CaseFactsTests
{
    private static readonly FactSubject Dwelling = new("CASE-1", "group-rental", "42", "塘桥");
    private readonly List<CaseHappening> _history = [];

    [Fact]
    public void A_case_that_met_every_deadline_has_missed_none_and_its_order_was_handled()
    {
        At(0, "opened", "detected", new { due_at = Hour(8) });
        At(1, "triaged", "triaged");
        At(1, "filed", "filed", new { due_at = Hour(9) });
        At(2, "work_order_created", "dispatched", new { work_order_id = "WO-1", unit = "grid_07", due_at = Hour(20) });
        At(20, "outcome_reported", "handling", new { work_order_id = "WO-1", outcome = "confirmed", due_at = Hour(30) }, new("confirmed", "m-1", "model"));
        At(30, "outcome_verified", "verified");
        At(31, "closed", "closed");

        var facts = Facts();

        Assert.Equal((0, Hour(31), "closed"), (facts.Case.MissedDeadlines, facts.Case.ClosedAt, facts.Case.Stage));
        Assert.Equal((Hour(20), Hour(20), "grid_07"), (facts.Orders.Single().DueAt, facts.Orders.Single().HandledAt, facts.Orders.Single().Unit));
        Assert.Equal(("confirmed", "m-1", "model", "42"), (facts.Visits.Single().Outcome, facts.Visits[0].ModelVersion, facts.Visits[0].FoundBy, facts.Visits[0].Subject));
        Assert.True(facts.Checks.Single().Passed);
        Assert.Equal(["detected", "triaged", "filed", "dispatched", "handling", "verified", "closed"], facts.Spans.Select(s => s.Stage));
        Assert.Equal(Hour(20), facts.Spans.Single(s => s.Stage is "dispatched").LeftAt);
        Assert.Null(facts.Spans[^1].LeftAt);
    }

    [Fact]
    public void Each_step_that_ended_late_is_a_missed_deadline()
    {
        At(0, "opened", "detected", new { due_at = Hour(1) });
        At(2, "filed", "filed", new { due_at = Hour(5) });
        At(3, "work_order_created", "dispatched", new { work_order_id = "WO-1", due_at = Hour(4) });
        At(5, "outcome_reported", "handling", new { work_order_id = "WO-1", outcome = "not_found", due_at = Hour(9) });

        Assert.Equal(2, Facts().Case.MissedDeadlines);
    }

    [Fact]
    public void An_extension_moves_the_orders_deadline_and_a_suspension_stops_it()
    {
        At(0, "opened", "detected", new { due_at = Hour(8) });
        At(1, "work_order_created", "dispatched", new { work_order_id = "WO-1", due_at = Hour(4) });
        At(3, "deadline_extended", "dispatched", new { reason_code = "appointment_made", due_at = Hour(10) });
        At(5, "suspended", "suspended", new { reason_code = "court_pending" });

        Assert.True(Facts().Orders.Single().Suspended);
        Assert.Null(Facts().Case.DueAt);

        At(100, "resumed", "dispatched", new { due_at = Hour(105) });
        At(104, "outcome_reported", "handling", new { work_order_id = "WO-1", outcome = "confirmed", due_at = Hour(120) });

        var order = Facts().Orders.Single();
        Assert.Equal((Hour(105), Hour(104), false), (order.DueAt, order.HandledAt, order.Suspended));
        Assert.Equal(0, Facts().Case.MissedDeadlines);
    }

    [Fact]
    public void Revisions_of_a_suspicion_count_once_and_an_unknown_event_only_moves_the_case()
    {
        At(0, "opened", "detected", new { due_at = Hour(8) });
        At(0, "evidence_added", "detected", new { suspicion_id = "s1", revision = 1 });
        At(1, "evidence_added", "detected", new { suspicion_id = "s1", revision = 2 });
        At(2, "evidence_added", "detected", new { suspicion_id = "s2", revision = 1 });
        At(3, "sent_to_the_moon", "elsewhere");

        var facts = Facts();

        Assert.Equal([Hour(0), Hour(2)], facts.Suspicions.Select(s => s.At));
        Assert.Equal("elsewhere", facts.Case.Stage);
    }

    [Fact]
    public void A_returned_order_is_not_handled_and_a_reopened_case_is_not_closed()
    {
        At(0, "opened", "detected", new { due_at = Hour(8) });
        At(1, "work_order_created", "dispatched", new { work_order_id = "WO-1", unit = "grid_07", due_at = Hour(4) });
        At(2, "work_order_returned", "returned", new { work_order_id = "WO-1", reason_code = "wrong_unit", due_at = Hour(6) });
        At(3, "work_order_created", "dispatched", new { work_order_id = "WO-2", unit = "grid_08", due_at = Hour(9) });
        At(4, "visit_failed", "handling", new { work_order_id = "WO-2", attempt = 1 }, new("no_entry", "m-1", "model"));
        At(5, "closed", "closed");
        At(6, "reopened", "reopened", new { reason_code = "relapse", due_at = Hour(12) });

        var facts = Facts();

        Assert.Equal([("WO-1", "wrong_unit"), ("WO-2", null)], facts.Orders.Select(o => (o.WorkOrderId, o.ReturnReason)));
        Assert.Null(facts.Orders.First().HandledAt);
        Assert.Null(facts.Case.ClosedAt);
        Assert.Equal(("no_entry", "grid_08"), (facts.Visits.Single().Outcome, facts.Visits[0].Unit));
    }

    [Fact]
    public void An_attempt_of_an_assisting_unit_is_no_visit_and_an_upheld_objection_ends_the_notices_deadline()
    {
        At(0, "opened", "detected", new { due_at = Hour(8) });
        At(1, "work_order_created", "dispatched", new { work_order_id = "WO-1", unit = "grid_07", due_at = Hour(9) });
        At(1, "work_order_created", "dispatched", new { work_order_id = "WO-2", unit = "fire", lead_order_id = "WO-1", due_at = Hour(9) });
        At(2, "visit_failed", "dispatched", new { work_order_id = "WO-2", attempt = 1 });
        At(3, "outcome_reported", "handling", new { work_order_id = "WO-1", outcome = "confirmed", due_at = Hour(20) }, new("confirmed", "m-1", "model"));
        At(4, "outcome_verified", "verified");
        At(5, "rectification_ordered", "verified", new { notice_code = "rectification", due_at = Hour(90) });
        At(6, "objection_decided", "verified", new { upheld = true, corrected_outcome = "not_found" });

        Assert.Equal("not_found", Assert.Single(Facts().Visits).Outcome);
        Assert.Null(Facts().Case.DueAt);
    }

    [Fact]
    public void A_request_a_warning_and_an_assisting_order_move_no_deadline_and_a_cancelled_order_counts_nowhere()
    {
        At(0, "opened", "detected", new { due_at = Hour(8) });
        At(1, "work_order_created", "dispatched", new { work_order_id = "WO-1", unit = "grid_07", due_at = Hour(4) });
        At(1, "work_order_created", "dispatched", new { work_order_id = "WO-2", unit = "traffic", due_at = Hour(3), lead_order_id = "WO-1" });
        At(2, "extension_requested", "dispatched", new { due_at = Hour(50) });
        At(2, "objection_raised", "dispatched", new { due_at = Hour(90) });

        Assert.Equal((Hour(4), "grid_07"), (Facts().Case.DueAt, Facts().Case.Unit));

        At(3, "work_order_cancelled", "returned", new { work_order_id = "WO-1", reason_code = "mistake", due_at = Hour(6) });

        Assert.Equal(Hour(6), Facts().Case.DueAt);
        Assert.Equal("WO-2", Facts().Orders.Single().WorkOrderId);
    }

    private static DateTimeOffset Hour(double hours) => Some.Noon.AddHours(hours);

    private void At(double hours, string kind, string stage, object? payload = null, HappeningLabel? label = null) =>
        _history.Add(new(_history.Count + 1, kind, stage, Hour(hours), JsonSerializer.SerializeToElement(payload ?? new { }), label));

    private CaseFacts Facts() => CaseFacts.Of(Dwelling, _history);
}
