using Apache.Arrow;
using BenchmarkDotNet.Attributes;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Pipelines.Landing;

namespace CityOps.Benchmarks;

/// <summary>What happens to whole batches on the way; times and bytes are of one row.</summary>
[InProcess]
[MemoryDiagnoser]
public class BatchBenchmarks
{
    private const int Rows = 65_536;
    private const int Partitions = 4;

    private readonly LandingColumns _columns = new(SomeReadings.Schema);
    private readonly RecordBatch _rows = SomeReadings.Rows(Rows);

    /// <summary>Two columns of eight bytes a row; the others are shared.</summary>
    [Benchmark(OperationsPerInvoke = Rows)]
    public int AddLandingColumns() => _columns.Add(_rows, offset: 7, DateTimeOffset.UnixEpoch).Length;

    [Benchmark(OperationsPerInvoke = Rows)]
    public int SplitByPartition() => BatchSplitter.Split(_rows, SomeReadings.Schema, Partitions).Count;

    [Benchmark(OperationsPerInvoke = Rows)]
    public int EncodeMessage() => ArrowMessage.Encode(_rows).Length;
}
