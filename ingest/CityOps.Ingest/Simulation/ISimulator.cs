using Apache.Arrow;

namespace CityOps.Ingest.Simulation;

/// <summary>
/// Makes up the events of one scenario from a seed: a stream of contract rows in time order and, apart from it, what really happened. The events
/// never hold the truth; whoever scores against the truth joins the two by subject and time.
/// </summary>
public interface ISimulator
{
    /// <summary>The scenario it belongs to, such as <c>muck-truck</c>.</summary>
    string Scenario { get; }

    /// <summary>
    /// Streams the events in constant memory. The same request gives the same rows and the same truth, byte for byte. Reference contracts come first;
    /// after that <see cref="SimulatedEvents.Through"/> never falls. The reader owns and disposes each item.
    /// </summary>
    IAsyncEnumerable<SimulatedEvents> EventsAsync(SimulationRequest request, ITruthSink truth, CancellationToken cancellationToken);
}

/// <summary>Some rows of one contract, in its border schema.</summary>
/// <param name="Contract">The contract's name.</param>
/// <param name="Rows">In the order in which they would arrive: late resends stand where they arrive, not where they were measured.</param>
/// <param name="Through">The simulated clock when they arrive: whoever plays events in real time waits until then.</param>
public sealed record SimulatedEvents(string Contract, RecordBatch Rows, DateTimeOffset Through) : IDisposable
{
    public void Dispose() => Rows.Dispose();
}

/// <summary>What to simulate.</summary>
/// <param name="Seed">Everything random follows from it.</param>
/// <param name="Subjects">How many dwellings or trucks, at least 1.</param>
/// <param name="From">The simulated time of the first event.</param>
/// <param name="To">The simulated time at which events end, exclusive.</param>
public sealed record SimulationRequest(ulong Seed, int Subjects, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The most simulated time that one <see cref="SimulatedEvents"/> spans: short for a live demonstration, long for files.</summary>
    public TimeSpan Chunk { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The IANA time zone that people and permits live by.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>The options of this simulator alone, as the command line gives them (<c>like</c> → a path). Unknown ones are ignored.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
