using Apache.Arrow;
using CityOps.Contracts.Scenarios;

namespace CityOps.Pipelines.Scenarios;

/// <summary>Says in which warehouse table the rows of a contract land, column by column of the same name.</summary>
/// <param name="Contract">The contract's name.</param>
/// <param name="Table">A ReplacingMergeTree by natural key with a <c>version</c> column (source order) and a <c>received_at</c> column.</param>
/// <param name="Derive">Makes what keeps derived tables in step with the rows of one partition, or null where nothing derives from them. Each owner of a partition makes its own.</param>
/// <param name="Version">Which of two rows of one key stands, where that is not the one that came later.</param>
public sealed record LandingPart(string Contract, string Table, Func<IServiceProvider, IDerivation>? Derive = null, RowVersion? Version = null) : IScenarioPart;

/// <summary>The version of a landed row: of the rows of one key the one with the highest stands, at each landing and each replay.</summary>
/// <param name="rows">The rows of one message, in the inside form.</param>
public delegate ulong RowVersion(RecordBatch rows, int row, long offset);

/// <summary>
/// Keeps derived tables in step with landed rows: after a batch is in, and before its checkpoint advances. A kill between the two runs
/// it again, so what it writes must be a function of the set of landed rows, versioned by it.
/// </summary>
public interface IDerivation
{
    /// <param name="batchId">Names the landed range: the same whenever it is landed again.</param>
    /// <param name="landed">The rows as they went in, <c>version</c> and <c>received_at</c> included.</param>
    Task ApplyAsync(string batchId, IReadOnlyList<RecordBatch> landed, CancellationToken cancellationToken);
}
