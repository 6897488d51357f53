using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;

namespace CityOps.Pipelines.Scenarios;

/// <summary>A stateful processor over a partitioned contract, with broadcast contracts as reference data.</summary>
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
/// Pure with respect to the outside: it takes records and returns what is to be written. The runtime records which references and
/// which records a step takes before it writes anything that follows from them, so that a step that is done again is done with the
/// same input. An instance is used by one thread at a time.
/// </summary>
public interface IStreamProcessor
{
    /// <summary>Says, before anything else, which subjects are of this instance's partition: broadcast records concern subjects that may be of another. Until then all are.</summary>
    void Own(Func<string, bool> owns)
    {
    }

    /// <summary>
    /// Takes a reference record that the checkpointed state already reflects: after a restart, before anything else. References are
    /// not part of <see cref="SaveState"/>; they are read again from the log.
    /// </summary>
    void RestoreReference(string contract, LogRecord record);

    /// <summary>
    /// Takes a reference record that is new to this instance and returns what it changes, such as incidents that a late control
    /// withdraws. Records come where the log took them, between the batches of messages before and after; validity in time is the
    /// processor's to apply, as of its watermark.
    /// </summary>
    Emissions OnReference(string contract, LogRecord record);

    /// <summary>Takes one contiguous batch of its partition and returns what follows from it.</summary>
    Emissions OnBatch(LogBatch batch);

    /// <summary>The state to checkpoint; <see cref="StreamProcessorPart.Create"/> gets it back after a restart.</summary>
    /// <returns>Valid until the processor is called again.</returns>
    ReadOnlyMemory<byte> SaveState();
}

/// <summary>What a processor wants written: rows of warehouse tables, and suspicions for casework.</summary>
/// <param name="Rows">One entry a table; each batch carries the table's own columns, <c>version</c> included. The runtime disposes them.</param>
public sealed record Emissions(IReadOnlyList<TableRows> Rows, IReadOnlyList<Suspicion> Suspicions)
{
    public static Emissions None { get; } = new([], []);

    public bool IsEmpty => Rows.Count == 0 && Suspicions.Count == 0;
}

public sealed record TableRows(string Table, Apache.Arrow.RecordBatch Rows);
