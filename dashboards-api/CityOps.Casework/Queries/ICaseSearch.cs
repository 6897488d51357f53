namespace CityOps.Casework.Queries;

/// <summary>Finds cases by what somebody has heard or read of them. What a caller may not see is not found.</summary>
public interface ICaseSearch
{
    /// <summary>Cases whose id begins or ends so, or of which a work order's id is given; the newest first. Fewer than four characters find nothing.</summary>
    /// <param name="scope">What the caller may see; null: every case.</param>
    Task<IReadOnlyList<CaseSummary>> ByIdAsync(string text, CaseScope? scope, int limit, CancellationToken cancellationToken);

    /// <summary>Cases of these subjects, open or not, the newest first.</summary>
    Task<IReadOnlyList<CaseSummary>> OfSubjectsAsync(IReadOnlyCollection<string> subjects, CaseScope? scope, int limit, CancellationToken cancellationToken);

    /// <summary>Grid cells in whose code this text stands, with their open cases, the fullest first.</summary>
    Task<IReadOnlyList<GridCount>> GridCellsAsync(string text, CaseScope? scope, int limit, CancellationToken cancellationToken);
}

/// <param name="Cases">Open ones that the caller may see.</param>
public sealed record GridCount(string GridCell, string? Town, int Cases);
