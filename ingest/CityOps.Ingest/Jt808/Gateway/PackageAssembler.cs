using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Bytes that packages of all connections hold together.</summary>
internal sealed class PackageMemory(long limit)
{
    private long _bytes;

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= limit)
        {
            return true;
        }

        Give(bytes);
        return false;
    }

    public void Give(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}

/// <summary>What a package led to.</summary>
internal enum PackageOutcome
{
    /// <summary>More are to come, or it was here already.</summary>
    Waiting,
    Complete,

    /// <summary>It cannot be meant, or there is no room for it.</summary>
    Refused,
}

/// <summary>A message some of whose packages have not come.</summary>
/// <param name="FirstSerial">The serial of its first package.</param>
internal sealed record OverdueMessage(FrameHeader Header, ushort FirstSerial, IReadOnlyList<ushort> Missing, uint? MediaId, bool IsGivenUp);

/// <summary>Puts the packages (分包) of one connection's messages together, in whatever order they come.</summary>
internal sealed class PackageAssembler(PackageMemory memory, int maxMessageBytes) : IDisposable
{
    private const int MaxMessages = 2;
    private const int MaxAsked = 3;
    private const int MostAskedAtOnce = 100;

    // What a package costs beside its bytes.
    private const int Overhead = 96;

    private readonly Lock _lock = new();
    private readonly List<Assembly> _open = [];

    public PackageOutcome Add(in FrameHeader header, ReadOnlySpan<byte> body, DateTimeOffset now, out IncomingMessage? message)
    {
        message = null;
        if (header.PackageIndex < 1 || header.PackageIndex > header.PackageTotal)
        {
            return PackageOutcome.Refused;
        }

        lock (_lock)
        {
            var assembly = Find(header) ?? Begin(header);
            if (assembly.Parts.ContainsKey(header.PackageIndex))
            {
                return PackageOutcome.Waiting;
            }

            if (assembly.Bytes + body.Length > maxMessageBytes || !memory.TryTake(body.Length + Overhead))
            {
                Remove(assembly);
                return PackageOutcome.Refused;
            }

            assembly.Put(header, body.ToArray(), now);
            if (assembly.Parts.Count < header.PackageTotal)
            {
                return PackageOutcome.Waiting;
            }

            message = assembly.Join(header);
            Remove(assembly);
            return PackageOutcome.Complete;
        }
    }

    /// <summary>Messages that have waited too long: to be asked for again, or given up.</summary>
    public IReadOnlyList<OverdueMessage> TakeOverdue(DateTimeOffset now, TimeSpan timeout)
    {
        lock (_lock)
        {
            if (_open.Count == 0)
            {
                return [];
            }

            var overdue = new List<OverdueMessage>();
            foreach (var assembly in _open.Where(a => now - a.TouchedAt >= timeout).ToList())
            {
                var isGivenUp = assembly.Asked >= MaxAsked;
                overdue.Add(new OverdueMessage(assembly.Header, assembly.FirstSerial, assembly.Missing(MostAskedAtOnce), assembly.MediaId, isGivenUp));
                assembly.Asked++;
                assembly.TouchedAt = now;
                if (isGivenUp)
                {
                    Remove(assembly);
                }
            }

            return overdue;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var assembly in _open.ToList())
            {
                Remove(assembly);
            }
        }
    }

    private static ushort FirstSerialOf(in FrameHeader header) => (ushort)(header.Serial - header.PackageIndex + 1);

    // Packages that were asked for come with their old serials from some terminals, with new ones from others.
    private Assembly? Find(FrameHeader header)
    {
        var first = FirstSerialOf(header);
        return _open.Find(a => a.Is(header) && a.FirstSerial == first)
            ?? _open.Find(a => a.Is(header) && a.Asked > 0 && !a.Parts.ContainsKey(header.PackageIndex));
    }

    private Assembly Begin(in FrameHeader header)
    {
        if (_open.Count >= MaxMessages)
        {
            Remove(_open[0]);
        }

        var assembly = new Assembly(header, FirstSerialOf(header));
        _open.Add(assembly);
        return assembly;
    }

    private void Remove(Assembly assembly)
    {
        if (_open.Remove(assembly))
        {
            memory.Give(assembly.Bytes + ((long)assembly.Parts.Count * Overhead));
        }
    }

    private sealed class Assembly(FrameHeader header, ushort firstSerial)
    {
        public FrameHeader Header => header;

        public ushort FirstSerial => firstSerial;

        public SortedDictionary<ushort, (ushort Serial, byte[] Body)> Parts { get; } = [];

        public int Bytes { get; private set; }

        public int Asked { get; set; }

        public DateTimeOffset TouchedAt { get; set; }

        public uint? MediaId => Parts.TryGetValue(1, out var first) && first.Body.Length >= 4
            ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(first.Body)
            : null;

        public bool Is(in FrameHeader other) => other.MessageId == header.MessageId && other.PackageTotal == header.PackageTotal;

        public void Put(in FrameHeader package, byte[] body, DateTimeOffset now)
        {
            Parts[package.PackageIndex] = (package.Serial, body);
            Bytes += body.Length;
            TouchedAt = now;
        }

        public List<ushort> Missing(int most)
        {
            var missing = new List<ushort>();
            for (var index = 1; index <= header.PackageTotal && missing.Count < most; index++)
            {
                if (!Parts.ContainsKey((ushort)index))
                {
                    missing.Add((ushort)index);
                }
            }

            return missing;
        }

        public IncomingMessage Join(in FrameHeader last)
        {
            var body = new byte[Bytes];
            var at = 0;
            foreach (var (_, part) in Parts.Values)
            {
                part.CopyTo(body, at);
                at += part.Length;
            }

            return new IncomingMessage(last with { PackageTotal = 0, PackageIndex = 0 }, body, [.. Parts.Values.Select(part => part.Serial)]);
        }
    }
}
