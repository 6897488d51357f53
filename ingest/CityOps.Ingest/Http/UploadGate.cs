using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Http;

/// <summary>
/// Bounds what uploads hold together. Uploads keep their place until their rows are durable, so a slow log fills the gate by itself and
/// senders are told to wait: that is the back-pressure.
/// </summary>
public sealed class UploadGate(IOptions<IngestOptions> options)
{
    private const long Megabyte = 1024 * 1024;
    private const long LeastCost = 64 * 1024;

    private readonly Lock _lock = new();
    private int _uploads;
    private long _bytes;

    /// <summary>How many uploads have a place.</summary>
    public int Uploads
    {
        get
        {
            lock (_lock)
            {
                return _uploads;
            }
        }
    }

    /// <summary>A place, to be disposed when the upload ends; null when there is none.</summary>
    /// <param name="length">The body's length in bytes where it is known and not compressed.</param>
    public IDisposable? TryEnter(long? length)
    {
        var most = options.Value.BatchMegabytes * Megabyte * 2;
        var cost = Math.Clamp(length is { } known ? Math.Min(known, most) * 2 : most, LeastCost, most);
        lock (_lock)
        {
            // A first upload always gets in, however small the budget.
            if (_uploads >= options.Value.MaxConcurrentUploads
                || (_uploads > 0 && _bytes + cost > options.Value.MaxInFlightMegabytes * Megabyte))
            {
                return null;
            }

            _uploads++;
            _bytes += cost;
        }

        return new Lease(this, cost);
    }

    private sealed class Lease(UploadGate gate, long cost) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            lock (gate._lock)
            {
                if (!_left)
                {
                    _left = true;
                    gate._uploads--;
                    gate._bytes -= cost;
                }
            }
        }
    }
}
