using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;

namespace CityOps.Host.Bench.Landing;

/// <summary>What one run of <c>bench landing</c> does; its child processes get it as JSON.</summary>
/// <param name="Folder">Holds everything that the run makes; deleted after it.</param>
/// <param name="Contract">The readings' contract under a name of this run alone, so that its topic is nobody else's.</param>
/// <param name="Connections">Partitions of the topic: as many batches go in at a time, in landing and in the bare insert.</param>
/// <param name="Bootstrap">Kafka's <c>host:port</c>, or null for the embedded log.</param>
/// <param name="MessageBytes">The most bytes of columns in one message.</param>
internal sealed record LandingPlan(
    string Folder,
    string Contract,
    WireFormat Format,
    long Rows,
    int Connections,
    int BatchRows,
    ulong Seed,
    string? Bootstrap,
    int MessageBytes)
{
    /// <summary>The plain per-row consumer is slow; it gets this many rows at most.</summary>
    public const long MaxPerRowRows = 1_000_000;

    // What is done once a batch must be compiled too, which takes some dozens of them.
    private const int WarmUpBatchesFor1 = 10;

    /// <summary>
    /// Small runs in small batches before the timed one: a service lands for months, and no figure should be of its first second. Three with a rest between
    /// them, since the runtime begins to count calls only when nothing new is called for a while.
    /// </summary>
    public IReadOnlyList<LandingPlan> WarmUps() => [WarmUp(1), WarmUp(2), WarmUp(3)];

    private LandingPlan WarmUp(int number) => this with
    {
        Contract = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Contract}-warm-up-{number}"),
        Rows = Math.Min(Rows, 1_500_000),
        BatchRows = Math.Max(1, BatchRows / WarmUpBatchesFor1),
        Seed = Seed + (ulong)number,
    };

    /// <summary>Seconds that a stage waits at most after a warm-up, until what that left to do is done.</summary>
    public int LongestRestS { get; init; } = 15;

    public string LogFolder => Path.Combine(Folder, "log");

    public string BareFolder => Path.Combine(Folder, "bare", Contract);

    /// <summary>The contract in its border form.</summary>
    public ContractSchema Border()
    {
        var readings = ContractReader.Read<Contracts.Events.MeterReading>();
        return new ContractSchema(Contract, readings.Columns, readings.Subject);
    }

    /// <summary>The contract as the log holds it.</summary>
    public ContractSchema Keyed() => Border().Keyed;
}

/// <summary>The parts of a run that have a process each, so that what one leaves in memory weighs on no other.</summary>
internal enum LandingStage
{
    /// <summary>Fills the log, and writes the same rows in the same batches as files for the bare insert.</summary>
    Prepare,

    /// <summary>The product's landing, readings alone.</summary>
    Land,

    /// <summary>The product's landing with all that derives from readings.</summary>
    LandDerived,

    /// <summary>Inserts the files with libchdb in the same process.</summary>
    Bare,

    /// <summary>The same with the engine's own settings, which tell rows of one key apart at the insert.</summary>
    BareDefault,

    /// <summary>Reads the log and drops what it read.</summary>
    Consume,

    /// <summary>A plain consumer: an object a row, and the driver's bulk copy.</summary>
    PerRow,
}

/// <param name="Folder">The stage's own folder.</param>
internal sealed record LandingTask(LandingStage Stage, LandingPlan Plan, string Folder);

/// <param name="Rows">What the table held at the end, or what was read.</param>
internal sealed record LandingFindings(long Rows, double Seconds)
{
    /// <summary>Of the stage's process at its peak.</summary>
    public double HostPeakRssMb { get; init; }

    /// <summary>Of its engine at its own peak.</summary>
    public double EnginePeakRssMb { get; init; }

    public double HostCpuSeconds { get; init; }

    public double EngineCpuSeconds { get; init; }

    public int Batches { get; init; }

    public double RowsPerSecond => Rows / Seconds;

    /// <summary>The most that was resident of both at one moment, shared memory included.</summary>
    public double PeakRssMb { get; init; }
}
