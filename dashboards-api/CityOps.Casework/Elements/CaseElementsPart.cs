using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;

namespace CityOps.Casework.Elements;

/// <summary>What a case is about.</summary>
public enum SubjectKind
{
    /// <summary>The subject is a dwelling key; nothing here can tell whose.</summary>
    Dwelling,

    /// <summary>The subject is a truck id.</summary>
    Truck,
}

/// <summary>The standardised elements (管理要素) of a scenario's cases.</summary>
/// <param name="Scenario">The scenario's name, such as <c>group-rental</c>.</param>
/// <param name="ReviewBeforeDispatch">
/// Nobody is sent before a named reviewer opened the evidence and gave a reason (PIPL art. 24): true wherever a household is the subject.
/// </param>
/// <param name="Outcomes">What a visit may report.</param>
/// <param name="FilingReasons">Why a reviewer sends somebody.</param>
/// <param name="DismissReasons">Why a case ends at a desk.</param>
/// <param name="LawfulReasons">What makes the suspected use lawful after all.</param>
public sealed record CaseElementsPart(
    string Scenario,
    string TitleZh,
    string TitleEn,
    SubjectKind SubjectKind,
    bool ReviewBeforeDispatch,
    IReadOnlyList<Outcome> Outcomes,
    IReadOnlyList<CaseCode> FilingReasons,
    IReadOnlyList<CaseCode> DismissReasons,
    IReadOnlyList<CaseCode> LawfulReasons,
    CaseLimits Limits) : IScenarioPart
{
    public AlarmPolicy Alarms { get; init; } = AlarmPolicy.Default;

    /// <summary>What a visit answers before it reports; data may replace it.</summary>
    public IReadOnlyList<ChecklistItem> Checklist { get; init; } = [];

    /// <summary>What cases are counted and passed on as; data may replace it.</summary>
    public IReadOnlyList<CaseCategory> Categories { get; init; } = [];

    /// <summary>What exactly a visit found, by outcome; where an outcome has none, it takes none.</summary>
    public IReadOnlyList<OutcomeCode> OutcomeCodes { get; init; } = [];

    /// <summary>Why an order is given back.</summary>
    public IReadOnlyList<CaseCode> ReturnReasons { get; init; } = [];

    /// <summary>What has to be brought back, by step; data may replace it.</summary>
    public IReadOnlyList<NeededEvidence> NeededEvidence { get; init; } = [];

    /// <summary>Until the written answer to an objection.</summary>
    public TimeLimit ObjectionAnswer { get; init; } = new(10, TimeLimitUnit.WorkingDays);

    /// <summary>From the end of a confirmed case until somebody looks again (回头看); null: never.</summary>
    public TimeLimit? LookBack { get; init; }

    /// <summary>After a visit that found nothing, nobody is sent again without new independent evidence; 0: no such time.</summary>
    public int CoolDownDays { get; init; }

    /// <summary>The category of a case whose strongest evidence is of a kind; null where the scenario has none for it.</summary>
    public CaseCategory? CategoryOf(string? kind) =>
        Categories.FirstOrDefault(c => string.Equals(c.Kind, kind, StringComparison.Ordinal)) ?? Categories.FirstOrDefault(c => c.Kind is CaseCategory.AnyKind);
}

/// <summary>A category (案件类别) under the number that the platforms of a city exchange. What is shipped is numbered by CityOps itself: put your platform's numbers over it.</summary>
/// <param name="Kind">The kind of evidence it is for, such as <c>dumping</c>; <c>any</c>: every other of the scenario.</param>
public sealed record CaseCategory(string Kind, string Code, string Zh, string En)
{
    public const string AnyKind = "any";
}

/// <param name="Required">An outcome is refused without an answer to it.</param>
public sealed record ChecklistItem(string Code, string Zh, string En, bool Required);

/// <summary>A code of what a visit found, under the outcome it belongs to.</summary>
public sealed record OutcomeCode(Outcome Outcome, string Code, string Zh, string En);

/// <summary>A picture that a step brings.</summary>
/// <param name="Step">An outcome's name (<c>confirmed</c>), or <c>recheck</c>.</param>
/// <param name="AtLeast">So many, or the step is refused; 0: asked for, and not insisted on.</param>
public sealed record NeededEvidence(string Step, string Code, string Zh, string En, int AtLeast)
{
    public const string Recheck = "recheck";
}

/// <summary>What a running deadline sets off.</summary>
/// <param name="AcknowledgeMinutes">An order that nobody took up for so long is told; 0: never.</param>
/// <param name="WarnAtPercent">The share of the step's time after which it is warned.</param>
/// <param name="RemindEveryHours">After the breach.</param>
/// <param name="Reminders">How many at most.</param>
/// <param name="Escalation">In the order of their hours.</param>
public sealed record AlarmPolicy(
    int AcknowledgeMinutes, int WarnAtPercent, int RemindEveryHours, int Reminders, IReadOnlyList<EscalationLevel> Escalation)
{
    public static AlarmPolicy Default { get; } = new(60, 75, 24, 3, [new(0, "reviewer"), new(24, "leader")]);
}

/// <param name="AfterHours">After the breach, day and night.</param>
public sealed record EscalationLevel(int AfterHours, string Role);

/// <summary>A code of a standard list, with its name in both languages.</summary>
public sealed record CaseCode(string Code, string Zh, string En);

/// <summary>How long each step may take.</summary>
/// <param name="Review">From opening to a reviewer's decision.</param>
/// <param name="Dispatch">From filing to a work order.</param>
/// <param name="Handle">From a work order to its outcome, where the order says nothing else.</param>
/// <param name="Verify">From an outcome to its verification.</param>
public sealed record CaseLimits(TimeLimit Review, TimeLimit Dispatch, TimeLimit Handle, TimeLimit Verify);

public sealed record TimeLimit(int Amount, TimeLimitUnit Unit);

public enum TimeLimitUnit
{
    /// <summary>紧急工作时: hours that run day and night.</summary>
    UrgentHours,

    /// <summary>工作时: hours of the working day.</summary>
    WorkingHours,

    /// <summary>工作日.</summary>
    WorkingDays,

    /// <summary>自然日: days of 24 hours.</summary>
    CalendarDays,
}
