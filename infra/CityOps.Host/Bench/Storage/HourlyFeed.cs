using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Households;
using CityOps.Pipelines.Landing;
using CityOps.Warehouse;

namespace CityOps.Host.Bench.Storage;

/// <summary>
/// Feeds simulated readings as the field does: at the end of each hour a head end sends what it collected; the gateway splits it by partition into
/// messages; landing inserts each partition's messages at once. Time is simulated, so received_at and version are what they would be.
/// </summary>
internal sealed class HourlyFeed(IWarehouse warehouse, ulong seed)
{
    private static readonly ContractSchema Border = ContractReader.Read<MeterReading>();
    private readonly LandingColumns _columns = new(Border.Keyed);
    private readonly int _partitions = new EventLogOptions().Partitions;

    /// <summary>Rows inserted so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Yields the hours that are in, counted from 1.</summary>
    public async IAsyncEnumerable<int> FeedAsync(int homes, DateTimeOffset from, int days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (offsets, hours) = (new long[_partitions], 0);
        var random = new Random(unchecked((int)seed));
        var hour = NewHour();
        var through = from;
        await foreach (var events in new HouseholdSimulator().EventsAsync(new SimulationRequest(seed, homes, from, from.AddDays(days)), NoTruth.Instance, cancellationToken))
        {
            using (events)
            {
                if (!string.Equals(events.Contract, "meter-readings", StringComparison.Ordinal))
                {
                    continue;
                }

                if (events.Through != through && hour.Any(rows => rows.Count > 0))
                {
                    await InsertAsync(hour, cancellationToken);
                    yield return ++hours;
                    hour = NewHour();
                }

                through = events.Through;
                var appendedAt = through.AddMilliseconds(random.Next(2_000, 60_000));
                foreach (var part in BatchSplitter.Split(Keyed(events.Rows), Border.Keyed, _partitions))
                {
                    appendedAt = appendedAt.AddMilliseconds(random.Next(1, 20));
                    hour[part.Partition].Add(_columns.Add(part.Rows, offsets[part.Partition]++, appendedAt));
                }
            }
        }

        await InsertAsync(hour, cancellationToken);
        yield return ++hours;
    }

    private List<RecordBatch>[] NewHour() => [.. Enumerable.Range(0, _partitions).Select(_ => new List<RecordBatch>())];

    private async Task InsertAsync(List<RecordBatch>[] hour, CancellationToken cancellationToken)
    {
        await Task.WhenAll(hour.Select(messages => warehouse.InsertAsync("readings", messages, InsertMode.First, cancellationToken)));
        Rows += hour.SelectMany(messages => messages).Sum(rows => (long)rows.Length);
    }

    // Keys as Identity gives them: nothing in them says who or where.
    private RecordBatch Keyed(RecordBatch border) => new(
        Border.Keyed.Arrow,
        Border.Columns.Select((column, ordinal) => column.Protection is Protection.None ? border.Column(ordinal) : Keys((StringArray)border.Column(ordinal))),
        border.Length);

    private UInt64Array Keys(StringArray identifiers)
    {
        var bytes = new byte[identifiers.Length * sizeof(ulong)];
        var keys = MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan());
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = System.IO.Hashing.XxHash3.HashToUInt64(identifiers.GetBytes(row), unchecked((long)seed));
        }

        return new UInt64Array(new ArrowBuffer(bytes), ArrowBuffer.Empty, keys.Length, 0, 0);
    }
}
