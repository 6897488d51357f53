using System.Buffers.Text;
using System.Diagnostics;
using CityOps.Warehouse.Embedded.Handover;
using Microsoft.Win32.SafeHandles;

namespace CityOps.Host.Bench.Landing;

/// <summary>
/// The most that was resident of all processes together at one moment, looked at every few milliseconds. The kernel keeps each process's own peak, but those
/// are of different moments: their sum is more than the machine ever had to hold. Memory that inserts are handed over in is in no process's size and is added.
/// </summary>
internal sealed class MemoryPeak : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly List<Func<long>> _parts;
    private readonly List<IDisposable> _open = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private long _bytes;

    public MemoryPeak(IReadOnlyList<Process> processes, SharedBodies shared)
    {
        _parts = [() => shared.Bytes, .. processes.Select(ResidentOf)];
        _thread = new Thread(Watch) { IsBackground = true, Name = "memory peak" };
        _thread.Start();
    }

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
        _open.ForEach(file => file.Dispose());
    }

    // Process reads and parses several files at each look: on Linux one number of one open file is a hundred times cheaper.
    private Func<long> ResidentOf(Process process)
    {
        if (!OperatingSystem.IsLinux())
        {
            var own = Process.GetProcessById(process.Id);
            _open.Add(own);
            return () =>
            {
                own.Refresh();
                return own.WorkingSet64;
            };
        }

        var file = File.OpenHandle($"/proc/{process.Id}/statm");
        _open.Add(file);
        return () => ResidentIn(file);
    }

    // "size resident shared …", in pages.
    private static long ResidentIn(SafeFileHandle statm)
    {
        Span<byte> text = stackalloc byte[128];
        text = text[..RandomAccess.Read(statm, text, fileOffset: 0)];
        return Utf8Parser.TryParse(text[(text.IndexOf((byte)' ') + 1)..], out long pages, out _) ? pages * Environment.SystemPageSize : 0;
    }

    private void Watch()
    {
        do
        {
            Interlocked.Exchange(ref _bytes, Math.Max(_parts.Sum(part => part()), Bytes));
        }
        while (!_stop.Token.WaitHandle.WaitOne(Look));
    }
}
