namespace CityOps.EventLog.Progress;

/// <summary>
/// Whether one reader of the log gets on. Its last failure stays until it reads again. Written by the reader and by whoever repeats it, read by
/// anyone. How the partitions fare that it has is each <see cref="PartitionStatus"/>'s to say.
/// </summary>
public sealed class ReaderStatus(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReaderFailure> _withheld = new(StringComparer.Ordinal);
    private ReaderFailure? _failure;
    private DateTimeOffset? _lastRead;

    /// <summary>What failed last, or null while all is read.</summary>
    public ReaderFailure? Failure
    {
        get
        {
            lock (_lock)
            {
                return (_failure ?? _withheld.Values.FirstOrDefault()) is { } failure ? failure with { LastRead = _lastRead } : null;
            }
        }
    }

    /// <summary>Reading failed and is repeated.</summary>
    public void Failed(Exception error) => Fail(ReasonOf(error));

    /// <summary>A read has come back.</summary>
    /// <param name="reached">Whether the log answers, as far as known: a cluster that is away gives no messages rather than an error.</param>
    /// <param name="log">Which log it is: see <see cref="IEventLog.Name"/>.</param>
    public void Read(bool? reached, string log)
    {
        if (reached is true)
        {
            lock (_lock)
            {
                (_failure, _lastRead) = (null, time.GetUtcNow());
            }
        }
        else if (reached is false)
        {
            Fail($"{log} cannot be reached: no broker answers");
        }
    }

    /// <summary>Nothing of one topic can be read, while the others are.</summary>
    public void Withheld(TopicReadException error)
    {
        lock (_lock)
        {
            _withheld[error.Topic] = new ReaderFailure(error.Message, _withheld.GetValueOrDefault(error.Topic)?.Since ?? time.GetUtcNow());
        }
    }

    /// <summary>A partition of the topic was assigned: it is withheld no longer.</summary>
    public void Given(string topic)
    {
        lock (_lock)
        {
            _withheld.Remove(topic);
        }
    }

    // Only the log's own words are told: another error's message may carry a row's values.
    private static string ReasonOf(Exception error) => error is EventLogException ? error.Message : error.GetType().Name;

    private void Fail(string reason)
    {
        lock (_lock)
        {
            _failure = new ReaderFailure(reason, _failure?.Since ?? time.GetUtcNow());
        }
    }
}
