using BenchmarkDotNet.Attributes;
using CityOps.Contracts.Codecs;

namespace CityOps.Benchmarks;

/// <summary>
/// Decodes one message; times and bytes are of one row. Arrow reads the message in place: no bytes. JSON and CSV fill columns: about the
/// 54 bytes that a row takes there, and what the columns outgrow on the way, whatever the number of rows.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private const int Rows = 8_192;

    private readonly byte[] _arrow = SomeReadings.Message(WireFormat.Arrow, Rows);
    private readonly byte[] _json = SomeReadings.Message(WireFormat.JsonLines, Rows);
    private readonly byte[] _csv = SomeReadings.Message(WireFormat.Csv, Rows);

    [Benchmark(OperationsPerInvoke = Rows)]
    public int Arrow() => Decode("application/vnd.apache.arrow.stream", _arrow);

    [Benchmark(OperationsPerInvoke = Rows)]
    public int JsonLines() => Decode("application/x-ndjson", _json);

    [Benchmark(OperationsPerInvoke = Rows)]
    public int Csv() => Decode("text/csv", _csv);

    private static int Decode(string contentType, byte[] message)
    {
        using var decoded = MessageDecoder.Decode(contentType, message, SomeReadings.Schema);
        return decoded.Rows.Length;
    }
}
