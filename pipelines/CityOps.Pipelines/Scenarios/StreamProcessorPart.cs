using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;

namespace CityOps.Pipelines.Scenarios;

/// <summary>A stateful processor over partitioned contracts, with broadcast contracts as reference data.</summary>
/// <param name="Group">Its consumer group and the name of its checkpoints.</param>
/// <param name="Contract">The partitioned contract it follows; one processor instance per partition.</param>
/// <param name="Broadcast">The broadcast contracts it uses.</param>
/// <param name="Create">Makes an instance for one partition from its checkpointed state (empty at the beginning).</param>
public sealed record StreamProcessorPart(
    string Group,
    string Contract,
    IReadOnlyList<string> Broadcast,
    Func<IServiceProvider, ReadOnlyMemory<byte>, IStreamProcessor> Create) : IScenarioPart;

/// <summary>
/// Pure with respect to the outside: it consumes batches and returns what is to be written, so that the runtime can emit before it
/// commits the checkpoint and a replay gives the same emissions.
/// </summary>
public interface IStreamProcessor
{
    /// <summary>Takes rows of a broadcast contract, in the order (event time, topic, partition, offset).</summary>
    void OnReference(string contract, LogRecord record);

    /// <summary>Takes one contiguous batch of its partition and returns what follows from it.</summary>
    Emissions OnBatch(LogBatch batch);

    /// <summary>The state to checkpoint; <see cref="StreamProcessorPart.Create"/> gets it back after a restart.</summary>
    byte[] SaveState();
}

/// <summary>What a processor wants written: rows of warehouse tables, and suspicions for casework.</summary>
/// <param name="Rows">One entry a table; each batch carries the table's own columns, <c>version</c> included.</param>
public sealed record Emissions(IReadOnlyList<TableRows> Rows, IReadOnlyList<Suspicion> Suspicions)
{
    public static Emissions None { get; } = new([], []);
}

public sealed record TableRows(string Table, Apache.Arrow.RecordBatch Rows);
