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
    CaseLimits Limits) : IScenarioPart;

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
