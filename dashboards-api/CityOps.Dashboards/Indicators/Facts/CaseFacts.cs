using System.Text.Json;

namespace CityOps.Dashboards.Indicators.Facts;

/// <summary>One event of a case, as far as facts need it.</summary>
/// <param name="Stage">Where the case stood after it, such as <c>filed</c>.</param>
/// <param name="Payload">The event's own fields; undefined where they were not read.</param>
/// <param name="Label">What the event taught, where it taught something.</param>
internal sealed record CaseHappening(long Sequence, string Kind, string Stage, DateTimeOffset At, JsonElement Payload, HappeningLabel? Label = null)
{
    public string? Text(string name) =>
        Payload.ValueKind is JsonValueKind.Object && Payload.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public DateTimeOffset? Instant(string name) =>
        Payload.ValueKind is JsonValueKind.Object && Payload.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
        && value.TryGetDateTimeOffset(out var at) ? at.ToUniversalTime() : null;
}

internal sealed record HappeningLabel(string Outcome, string? ModelVersion, string FoundBy);

/// <summary>Whose facts.</summary>
internal sealed record FactSubject(string CaseId, string Scenario, string Subject, string? Town);

/// <summary>
/// The facts of one case, from its whole history: a pure function, so that putting a case in again changes nothing. An event of a kind that it does
/// not know only moves the case between states.
/// </summary>
internal sealed class CaseFacts
{
    private readonly FactSubject _of;
    private readonly HashSet<string> _assisting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderFactRow> _orders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _suspicions = new(StringComparer.Ordinal);
    private string? _unit;
    private string? _openOrder;
    private string _stage = "";
    private DateTimeOffset? _due;
    private int _missed;
    private DateTimeOffset _opened;
    private DateTimeOffset? _filed;
    private DateTimeOffset? _closed;
    private DateTimeOffset? _dismissed;

    private CaseFacts(FactSubject of) => _of = of;

    public CaseFactRow Case { get; private set; } = null!;

    public IReadOnlyCollection<OrderFactRow> Orders => _orders.Values;

    public List<SuspicionFactRow> Suspicions { get; } = [];

    public List<VisitFactRow> Visits { get; } = [];

    public List<CheckFactRow> Checks { get; } = [];

    public List<StageSpanRow> Spans { get; } = [];

    /// <param name="history">All events of the case, by sequence.</param>
    public static CaseFacts Of(FactSubject of, IReadOnlyList<CaseHappening> history)
    {
        var facts = new CaseFacts(of);
        foreach (var happened in history)
        {
            facts.Take(happened);
        }

        facts.Case = new CaseFactRow
        {
            CaseId = of.CaseId,
            Scenario = of.Scenario,
            Town = of.Town,
            Unit = facts._unit,
            Stage = facts._stage,
            OpenedAt = facts._opened,
            FiledAt = facts._filed,
            ClosedAt = facts._closed,
            DismissedAt = facts._dismissed,
            MissedDeadlines = facts._missed,
            DueAt = facts._due,
        };
        return facts;
    }

    private void Take(CaseHappening e)
    {
        _opened = _opened == default ? e.At : _opened;
        Count(e);
        Clock(e);
        if (!string.Equals(e.Stage, _stage, StringComparison.Ordinal))
        {
            Move(e);
        }
    }

    private void Count(CaseHappening e)
    {
        switch (e.Kind)
        {
            case "evidence_added" when e.Text("suspicion_id") is { } id && _suspicions.Add(id):
                Suspicions.Add(new() { CaseId = _of.CaseId, Sequence = e.Sequence, Scenario = _of.Scenario, Town = _of.Town, At = e.At });
                break;
            case "filed":
                _filed ??= e.At;
                break;
            case "closed":
                _closed = e.At;
                break;
            case "dismissed":
                _dismissed = e.At;
                break;
            case "reopened" or "dismissal_undone":
                (_closed, _dismissed) = (null, null);
                break;
            case "work_order_cancelled" when e.Text("work_order_id") is { } id:
                // Taken back by who sent it: neither handled nor returned, so that it counts nowhere.
                _orders.Remove(id);
                break;
            case "assistance_done" when e.Text("work_order_id") is { } id:
                Change(id, handledAt: e.At);
                break;
            case "work_order_created":
                Order(e);
                break;
            case "work_order_returned" when e.Text("work_order_id") is { } id:
                Change(id, returnedAt: e.At, reason: e.Text("reason_code"));
                break;
            case "visit_failed" when !_assisting.Contains(e.Text("work_order_id") ?? ""):
                Visit(e, "no_entry");
                break;
            case "outcome_reported":
                Visit(e, e.Text("outcome") ?? "unknown");
                Change(e.Text("work_order_id") ?? "", handledAt: e.At);
                break;
            case "objection_decided" when e.Text("corrected_outcome") is { } corrected && Visits.FindLastIndex(v => v.Outcome is not "no_entry") is >= 0 and var found:
                // What the visit is taken to have found counts from the beginning: a hit that was none never was one.
                Visits[found].Outcome = corrected;
                break;
            case "outcome_verified" or "outcome_rejected":
                Checks.Add(new()
                {
                    CaseId = _of.CaseId,
                    Sequence = e.Sequence,
                    Scenario = _of.Scenario,
                    Town = _of.Town,
                    Unit = _unit,
                    At = e.At,
                    Passed = e.Kind is "outcome_verified",
                });
                break;
        }
    }

    // A step ends with the event that sets the next step's deadline or none; moving a deadline back or stopping its clock ends none.
    private void Clock(CaseHappening e)
    {
        var next = e.Instant("due_at");
        switch (e.Kind)
        {
            case "work_order_created" when e.Text("lead_order_id") is not null:
                // An assisting unit's order goes beside the case's own step.
                return;
            case "deadline_extended" or "resumed":
                _due = next;
                Change(_openOrder ?? "", due: next, suspended: false);
                return;
            case "suspended":
                _due = null;
                Change(_openOrder ?? "", suspended: true);
                return;
            case "filed" or "work_order_created" or "outcome_reported" or "work_order_returned" or "outcome_verified" or "outcome_rejected" or "dismissed":
                _missed += e.At > _due ? 1 : 0;
                _due = next;
                return;
            case "opened" or "reopened" or "unmerged" or "dismissal_undone" or "hold_ended" or "dispute_raised" or "dispute_arbitrated"
                or "rectification_ordered" or "rechecked":
                _due = next;
                return;
            case "work_order_cancelled":
                _due = next ?? _due;
                return;
            case "closed" or "lapsed" or "merged" or "held" or "penalty_filed":
            case "objection_decided" when e is { Stage: "verified" } && e.Text("corrected_outcome") is not (null or "confirmed" or "other_violation"):
                _due = null;
                return;
            default:
                // Whatever else carries an instant (a request, a warning, an objection's limit) does not move the step's deadline.
                return;
        }
    }

    private void Order(CaseHappening e)
    {
        var assists = e.Text("lead_order_id") is not null;
        _unit = assists ? _unit : e.Text("unit") ?? _unit;
        if (e.Text("work_order_id") is { } id)
        {
            _openOrder = assists ? _openOrder : id;
            _ = assists && _assisting.Add(id);
            _orders[id] = new()
            {
                WorkOrderId = id,
                CaseId = _of.CaseId,
                Scenario = _of.Scenario,
                Town = _of.Town,
                Unit = e.Text("unit"),
                CreatedAt = e.At,
                DueAt = e.Instant("due_at") ?? e.At,
                Suspended = false,
            };
        }
    }

    private void Change(
        string id, DateTimeOffset? due = null, DateTimeOffset? handledAt = null, DateTimeOffset? returnedAt = null, string? reason = null, bool? suspended = null)
    {
        if (!_orders.TryGetValue(id, out var o))
        {
            return;
        }

        _openOrder = (handledAt is not null || returnedAt is not null) && string.Equals(id, _openOrder, StringComparison.Ordinal) ? null : _openOrder;
        _orders[id] = new()
        {
            WorkOrderId = o.WorkOrderId,
            CaseId = o.CaseId,
            Scenario = o.Scenario,
            Town = o.Town,
            Unit = o.Unit,
            CreatedAt = o.CreatedAt,
            DueAt = due ?? o.DueAt,
            HandledAt = handledAt ?? o.HandledAt,
            ReturnedAt = returnedAt ?? o.ReturnedAt,
            ReturnReason = reason ?? o.ReturnReason,
            Suspended = suspended ?? o.Suspended,
        };
    }

    private void Visit(CaseHappening e, string outcome) => Visits.Add(new()
    {
        CaseId = _of.CaseId,
        Sequence = e.Sequence,
        WorkOrderId = e.Text("work_order_id") ?? "",
        Scenario = _of.Scenario,
        Subject = _of.Subject,
        Town = _of.Town,
        Unit = _unit,
        At = e.At,
        Outcome = outcome,
        ModelVersion = e.Label?.ModelVersion,
        FoundBy = e.Label?.FoundBy,
    });

    private void Move(CaseHappening e)
    {
        if (Spans.Count > 0)
        {
            var last = Spans[^1];
            Spans[^1] = new()
            {
                CaseId = last.CaseId,
                Sequence = last.Sequence,
                Scenario = last.Scenario,
                Town = last.Town,
                Unit = _unit,
                Stage = last.Stage,
                EnteredAt = last.EnteredAt,
                LeftAt = e.At,
            };
        }

        _stage = e.Stage;
        Spans.Add(new() { CaseId = _of.CaseId, Sequence = e.Sequence, Scenario = _of.Scenario, Town = _of.Town, Unit = _unit, Stage = e.Stage, EnteredAt = e.At });
    }
}
