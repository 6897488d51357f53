namespace CityOps.EventLog.Tests.Contract;

/// <summary>
/// What every event log must do. Each implementation runs all of it against the real thing. The parts of this class hold one theme each.
/// </summary>
public abstract partial class EventLogContract : IAsyncLifetime
{
    /// <summary>How long a test waits for what must come; a healthy log needs milliseconds.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    protected IEventLog Log { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => Log = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (Log is not null)
        {
            await Log.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the log; a second call after closing the first one finds what that one left.</summary>
    protected abstract ValueTask<IEventLog> OpenAsync();

    protected virtual async ValueTask<string> NewTopicAsync(int partitions = 1, string? name = null)
    {
        var topic = name ?? Some.Topic();
        await Log.EnsureTopicAsync(topic, partitions, Cancel);
        return topic;
    }

    protected async Task ReopenAsync()
    {
        await Log.DisposeAsync();
        Log = await OpenAsync();
    }

    protected static async Task<List<(TopicPartition Partition, LogRecord Record)>> ReadAsync(ILogConsumer consumer, int count)
    {
        var read = new List<(TopicPartition, LogRecord)>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        while (read.Count < count)
        {
            if (await consumer.ReadAsync(Slice, patience.Token) is { } batch)
            {
                read.AddRange(batch.Records.Select(record => (batch.Partition, record)));
            }
        }

        return read;
    }

    /// <summary>Keeps a consumer reading, as its group demands, until something holds.</summary>
    protected static async Task PumpUntilAsync(Func<bool> holds, params ILogConsumer[] consumers)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        await Task.WhenAll(consumers.Select(async consumer =>
        {
            while (!holds())
            {
                await consumer.ReadAsync(Slice, patience.Token);
            }
        }));
    }
}
