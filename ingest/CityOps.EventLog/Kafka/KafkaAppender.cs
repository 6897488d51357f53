using System.Text;
using Confluent.Kafka;

namespace CityOps.EventLog.Kafka;

/// <summary>The idempotent producer. One that met a fatal error is replaced by a new one at the next append.</summary>
internal sealed class KafkaAppender(EventLogOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan QueueFullStep = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private IProducer<byte[], byte[]>? _producer;

    public async Task<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken)
    {
        var producer = Producer();
        var delivery = new Delivery(records.Count);
        for (var i = 0; i < records.Count; i++)
        {
            await ProduceAsync(producer, topic, records[i], delivery, i, cancellationToken);
        }

        if (await delivery.Done.WaitAsync(cancellationToken) is { } error)
        {
            if (error.IsFatal)
            {
                Retire(producer);
            }

            throw error.Code == ErrorCode.MsgSizeTooLarge
                ? new MessageTooLargeException($"Kafka refused a message for topic '{topic}' as too large: raise the brokers' message.max.bytes to CityOps:EventLog:MaxMessageBytes.")
                : new EventLogException($"{KafkaSettings.NameOf(options)} did not take the records for topic '{topic}': {error.Reason} ({error.Code}).");
        }

        return delivery.Offsets;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _producer?.Dispose();
            _producer = null;
        }
    }

    private async ValueTask ProduceAsync(
        IProducer<byte[], byte[]> producer, string topic, LogAppend record, Delivery delivery, int index, CancellationToken cancellationToken)
    {
        var message = new Message<byte[], byte[]>
        {
            Key = record.Key.IsEmpty ? null! : record.Key.ToArray(),
            Value = record.Value.ToArray(),
            Headers = record.Headers.Count == 0 ? null : HeadersOf(record.Headers),
        };
        while (true)
        {
            try
            {
                producer.Produce(new Confluent.Kafka.TopicPartition(topic, record.Partition), message, report => delivery.Report(index, report));
                return;
            }
            catch (ProduceException<byte[], byte[]> error) when (error.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(QueueFullStep, time, cancellationToken);
            }
            catch (KafkaException error)
            {
                if (error.Error.IsFatal)
                {
                    Retire(producer);
                }

                throw new EventLogException($"{KafkaSettings.NameOf(options)} did not take a record for topic '{topic}': {error.Error.Reason}", error);
            }
        }
    }

    private static Headers HeadersOf(IReadOnlyList<LogHeader> headers)
    {
        var result = new Headers();
        foreach (var header in headers)
        {
            result.Add(header.Name, Encoding.UTF8.GetBytes(header.Value));
        }

        return result;
    }

    private IProducer<byte[], byte[]> Producer()
    {
        lock (_lock)
        {
            return _producer ??= new ProducerBuilder<byte[], byte[]>(KafkaSettings.Producer(options))
                .SetLogHandler((_, _) => { })
                .SetErrorHandler((producer, error) =>
                {
                    if (error.IsFatal)
                    {
                        Retire(producer);
                    }
                })
                .Build();
        }
    }

    private void Retire(IProducer<byte[], byte[]> failed)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_producer, failed))
            {
                return;
            }

            _producer = null;
        }

        // Off its own thread, which reports deliveries; and not before it has reported them, since others wait for theirs.
        _ = Task.Run(() =>
        {
            failed.Flush(TimeSpan.FromMilliseconds(options.Kafka.RequestTimeoutMs));
            failed.Dispose();
        });
    }

    /// <summary>Counts the reports of one append's records.</summary>
    private sealed class Delivery(int records)
    {
        private readonly TaskCompletionSource<Error?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _open = records;
        private Error? _error;

        public long[] Offsets { get; } = new long[records];

        public Task<Error?> Done => _done.Task;

        public void Report(int index, DeliveryReport<byte[], byte[]> report)
        {
            // Of a record that an earlier attempt brought there, its answer lost, the broker says no more than that it has it.
            Offsets[index] = report.Offset.Value >= 0 ? report.Offset.Value : UnplacedRecords.Offset;
            if (report.Error.IsError)
            {
                Interlocked.CompareExchange(ref _error, report.Error, null);
            }

            if (Interlocked.Decrement(ref _open) == 0)
            {
                _done.TrySetResult(_error);
            }
        }
    }
}
