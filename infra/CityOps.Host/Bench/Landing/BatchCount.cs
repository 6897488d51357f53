using System.Diagnostics.Metrics;
using CityOps.EventLog.Progress;

namespace CityOps.Host.Bench.Landing;

/// <summary>Counts the batches that this process lands, from the meter that operators see.</summary>
internal sealed class BatchCount : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _batches;

    public BatchCount()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (string.Equals(instrument.Meter.Name, ConsumerMetrics.Meter, StringComparison.Ordinal) && string.Equals(instrument.Name, "cityops.consumer.batches", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _batches, count));
        _listener.Start();
    }

    public int Count => (int)Interlocked.Read(ref _batches);

    public void Dispose() => _listener.Dispose();
}
