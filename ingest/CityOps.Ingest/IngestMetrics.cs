using System.Diagnostics.Metrics;
using CityOps.Contracts.Codecs;

namespace CityOps.Ingest;

/// <summary>Meter <c>CityOps.Ingest</c>. Tags are names of contracts and columns, never values.</summary>
public sealed class IngestMetrics
{
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<int> _uploads;

    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("CityOps.Ingest");
        _accepted = meter.CreateCounter<long>("cityops.ingest.rows", "{row}", "Rows made durable");
        _rejected = meter.CreateCounter<long>("cityops.ingest.rejected", "{row}", "Rows dead-lettered, by the column at fault");
        _bytes = meter.CreateCounter<long>("cityops.ingest.bytes", "By", "Bytes of bodies, decompressed");
        _refused = meter.CreateCounter<long>("cityops.ingest.refused", "{upload}", "Uploads told to wait");
        _duration = meter.CreateHistogram<double>("cityops.ingest.upload.duration", "s", "From the first byte to the answer");
        _uploads = meter.CreateUpDownCounter<int>("cityops.ingest.uploads", "{upload}", "Uploads in progress");
    }

    public void Appended(string contract, int accepted, IReadOnlyList<RejectedRow> rejected)
    {
        _accepted.Add(accepted, new KeyValuePair<string, object?>("contract", contract));
        foreach (var field in rejected.CountBy(row => row.Field, StringComparer.Ordinal))
        {
            _rejected.Add(field.Value, new("contract", contract), new("field", field.Key));
        }
    }

    public void Read(string contract, long bytes) => _bytes.Add(bytes, new KeyValuePair<string, object?>("contract", contract));

    public void Refused(string contract) => _refused.Add(1, new KeyValuePair<string, object?>("contract", contract));

    public void Started() => _uploads.Add(1);

    public void Finished(string contract, TimeSpan took, int status)
    {
        _uploads.Add(-1);
        _duration.Record(took.TotalSeconds, new("contract", contract), new("status", status));
    }
}
