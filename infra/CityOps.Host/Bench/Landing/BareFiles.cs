using System.Globalization;
using Apache.Arrow.Ipc;
using CityOps.Contracts.Codecs;
using CityOps.EventLog;
using CityOps.Pipelines.Landing;

namespace CityOps.Host.Bench.Landing;

/// <summary>
/// The batches that landing makes of the log, as bytes in files: an Arrow stream with the two columns that landing adds, or the messages'
/// own JSON lines. A batch closes at the same number of rows as in landing.
/// </summary>
internal sealed class BareFiles(LandingPlan plan)
{
    private readonly LandingColumns _columns = new(plan.Keyed());
    private readonly List<LogRecord>[] _open = [.. Enumerable.Range(0, plan.Connections).Select(_ => new List<LogRecord>())];
    private readonly int[] _written = new int[plan.Connections];

    public async Task WriteAsync(IEventLog log, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(plan.BareFolder);
        await foreach (var batch in BenchLog.ReadAsync(log, plan, cancellationToken))
        {
            var partition = batch.Partition.Partition;
            _open[partition].AddRange(batch.Records);
            if (_open[partition].Sum(BenchLog.RowsOf) >= plan.BatchRows)
            {
                Close(partition);
            }
        }

        for (var partition = 0; partition < plan.Connections; partition++)
        {
            Close(partition);
        }
    }

    /// <summary>A partition's batches in their order.</summary>
    public static IReadOnlyList<string> Of(LandingPlan plan, int partition) =>
        [.. Directory.GetFiles(plan.BareFolder, Name(partition, "*")).Order(StringComparer.Ordinal)];

    private static string Name(int partition, string number) => string.Create(CultureInfo.InvariantCulture, $"{partition:0000}-{number}.batch");

    private void Close(int partition)
    {
        if (_open[partition].Count == 0)
        {
            return;
        }

        var number = (_written[partition]++).ToString("000000", CultureInfo.InvariantCulture);
        using var file = File.Create(Path.Combine(plan.BareFolder, Name(partition, number)));
        if (plan.Format is WireFormat.Arrow)
        {
            WriteArrow(file, _open[partition]);
        }
        else
        {
            _open[partition].ForEach(record => file.Write(record.Value.Span));
        }

        _open[partition].Clear();
    }

    private void WriteArrow(FileStream file, List<LogRecord> records)
    {
        ArrowStreamWriter? writer = null;
        foreach (var record in records)
        {
            using var rows = _columns.Add(MessageDecoder.Decode(LogHeaders.ArrowStream, record.Value, plan.Keyed()).Rows, record.Offset, record.AppendedAt);
            writer ??= new ArrowStreamWriter(file, rows.Schema, leaveOpen: true);
            writer.WriteRecordBatch(rows);
        }

        writer?.WriteEnd();
        writer?.Dispose();
    }
}
