using CityOps.Casework.Domain;

namespace CityOps.Casework.Queries;

/// <summary>Reads cases. Holds no household's identity: a dwelling is its key.</summary>
public interface ICaseQueries
{
    /// <exception cref="FormatException">The page's cursor was not made by this query.</exception>
    Task<CasePage> ListAsync(CaseFilter filter, CasePageRequest page, CancellationToken cancellationToken);

    /// <summary>The case with its evidence, work orders and history, or null.</summary>
    /// <param name="scope">What the caller may see; null: every case.</param>
    /// <param name="asItIs">The case of this very id, though it goes on in another.</param>
    Task<CaseDetail?> GetAsync(string caseId, CancellationToken cancellationToken, CaseScope? scope = null, bool asItIs = false);

    /// <summary>How many of the filtered cases each value has.</summary>
    Task<CaseFacets> FacetsAsync(CaseFilter filter, CancellationToken cancellationToken);

    /// <summary>How many cases stand at each stage, by scenario.</summary>
    Task<IReadOnlyList<StageCount>> CountAsync(CancellationToken cancellationToken);
}

/// <summary>Which cases; a null or empty field takes all.</summary>
/// <param name="OpenOnly">Leaves out closed and dismissed cases, unless <paramref name="Stages"/> names stages.</param>
/// <param name="MinScore">0 to 1.</param>
/// <param name="Kind">What the strongest evidence calls itself, such as an incident's kind.</param>
public sealed record CaseFilter(
    IReadOnlyList<CaseStage>? Stages = null,
    string? Scenario = null,
    string? Town = null,
    double? MinScore = null,
    string? Subject = null,
    bool OpenOnly = true,
    string? Kind = null,
    string? GridCell = null,
    string? Assignee = null,
    DateTimeOffset? DueBefore = null,
    bool Hidden = false,
    CaseScope? Scope = null);

/// <summary>What an inspector may see: cases with a work order of theirs or of their units, and those of their grid cells; or what a desk of some towns may see.</summary>
public sealed record CaseScope(string Inspector, IReadOnlyList<string> Units, IReadOnlyList<string> GridCells)
{
    /// <summary>Not null: a desk's towns, and nothing else counts.</summary>
    public IReadOnlyList<string>? Towns { get; init; }

    internal bool Covers(Domain.CaseState state) => Towns is { } towns ? state.Strongest?.Facts.Town is { } town && towns.Contains(town, StringComparer.Ordinal) : IsTheirs(state);

    private bool IsTheirs(Domain.CaseState state) =>
        (state.Strongest?.Facts.GridCell is { } cell && GridCells.Contains(cell, StringComparer.Ordinal))
        || state.WorkOrders.Exists(o => string.Equals(o.Inspector, Inspector, StringComparison.Ordinal) || string.Equals(o.SecondOfficer, Inspector, StringComparison.Ordinal)
            || (o.Inspector is null && o.Unit is { } unit && Units.Contains(unit, StringComparer.Ordinal)));
}

/// <summary>How many cases a filter takes, by value; the empty name stands for none.</summary>
/// <param name="DueSoon">Due within 24 hours.</param>
/// <param name="Combinations">By scenario, kind and town together, so that a page can narrow one by another without asking again.</param>
public sealed record CaseFacets(
    int Cases,
    IReadOnlyDictionary<string, int> Scenario,
    IReadOnlyDictionary<string, int> State,
    IReadOnlyDictionary<string, int> Town,
    IReadOnlyDictionary<string, int> Kind,
    int Overdue,
    int DueSoon,
    IReadOnlyList<FacetCount> Combinations);

public enum CaseSort
{
    /// <summary>The highest score first.</summary>
    Score,

    /// <summary>The newest first.</summary>
    Opened,

    /// <summary>The nearest deadline first; cases on which no clock runs last.</summary>
    Due,

    /// <summary>The most recently changed first.</summary>
    Updated,
}

/// <param name="Limit">1 to 500; others are taken as the nearest of these.</param>
/// <param name="Cursor">The <see cref="CasePage.Next"/> of the page before; null for the first.</param>
public sealed record CasePageRequest(CaseSort Sort = CaseSort.Score, int Limit = 50, string? Cursor = null);

/// <param name="Next">Where the next page starts, opaque; null where there is none.</param>
public sealed record CasePage(IReadOnlyList<CaseSummary> Cases, string? Next);

/// <param name="Subject">The dwelling key in decimal, or the truck id.</param>
/// <param name="Kind">What the strongest evidence calls itself, such as an incident's kind; may be unknown.</param>
/// <param name="Score">The highest score of the evidence that stands, 0 to 1.</param>
/// <param name="DueAt">When the current step must be done, UTC; null where no clock runs.</param>
/// <param name="PreviousCaseId">The subject's case before this one.</param>
/// <param name="Assignee">Who has the open work order.</param>
/// <param name="MergedInto">The case that goes on in its stead.</param>
/// <param name="HiddenUntil">Snoozed or held until then; such cases are listed only where asked for.</param>
/// <param name="Version">How many events the case has: the <c>expectedVersion</c> of the next command.</param>
public sealed record CaseSummary(
    string CaseId,
    string Scenario,
    string Subject,
    CaseStage Stage,
    string? Town,
    string? Kind,
    double Score,
    int EvidenceCount,
    DateTimeOffset OpenedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? ClosedAt,
    string? PreviousCaseId,
    long Version,
    string? GridCell = null,
    string? Assignee = null,
    string? Unit = null,
    string? MergedInto = null,
    DateTimeOffset? HiddenUntil = null);

public sealed record StageCount(string Scenario, CaseStage Stage, int Cases);

public sealed record FacetCount(string Scenario, string? Kind, string? Town, int Cases);
