using System.Text;
using System.Text.Json;

namespace CityOps.Identity.Audit;

/// <param name="Sequence">The entry's number.</param>
/// <param name="Hash">Its hash, hexadecimal.</param>
/// <param name="At">When the entry was written.</param>
public sealed record AuditAnchor(long Sequence, string Hash, DateTimeOffset At)
{
    internal static AuditAnchor Of(AuditEntry entry) => new(entry.Sequence, Convert.ToHexStringLower(entry.Hash), entry.At);
}

/// <summary>
/// The chain's hashes outside the database: <c>audit-anchors.jsonl</c> gets a line for each entry, <c>audit-head.json</c> holds the last. They may
/// lag behind by what a kill interrupted, never run ahead: they are written after the entry is durable.
/// </summary>
public sealed class AuditAnchors(string headPath, string anchorsPath)
{
    private const int MostTries = 200;
    private readonly Lock _lock = new();

    /// <summary>Where the lines go.</summary>
    public string Path => anchorsPath;

    internal void Write(IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(anchorsPath)!);
            var lines = new StringBuilder();
            if (EndsInside())
            {
                // A kill cut the last line short: a line of its own, and the entry before these is anchored again by the hash that the first of them bears.
                lines.Append('\n');
                if (entries[0].Sequence > 1)
                {
                    lines.Append(LineOf(new AuditAnchor(entries[0].Sequence - 1, Convert.ToHexStringLower(entries[0].PreviousHash), entries[0].At)));
                }
            }

            using (var file = OpenAlone())
            {
                foreach (var entry in entries)
                {
                    lines.Append(LineOf(AuditAnchor.Of(entry)));
                }

                file.Write(Encoding.ASCII.GetBytes(lines.ToString()));

                // The entry outlives a power cut; so does its anchor.
                file.Flush(flushToDisk: true);
            }

            WriteHead(entries[^1]);
        }
    }

    /// <summary>The last anchor, or null before the first or where the file is spoilt.</summary>
    public AuditAnchor? Head()
    {
        try
        {
            return File.Exists(headPath) ? JsonSerializer.Deserialize<AuditAnchor>(File.ReadAllText(headPath), JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal AnchoredHashes Read(IReadOnlyList<string> more)
    {
        var anchors = new AnchoredHashes();
        foreach (var path in (IEnumerable<string>)[.. more, anchorsPath, headPath])
        {
            anchors.Add(path);
        }

        return anchors;
    }

    /// <summary>Whether the file of the last anchor is there.</summary>
    public bool HasHead => File.Exists(headPath);

    private static string LineOf(AuditAnchor anchor) => JsonSerializer.Serialize(anchor, JsonSerializerOptions.Web) + "\n";

    private bool EndsInside()
    {
        if (!File.Exists(anchorsPath))
        {
            return false;
        }

        // Read beside the handle that appends: the file may be one that only takes appends.
        using var file = Patiently(() => new FileStream(anchorsPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.Length > 0 && file.Seek(-1, SeekOrigin.End) >= 0 && file.ReadByte() is not '\n';
    }

    // Another process may have written a later entry. A spoilt file must not stop the log: verification tells of it until it is overwritten.
    private void WriteHead(AuditEntry entry)
    {
        if (Head() is { } held && held.Sequence > entry.Sequence)
        {
            return;
        }

        var draft = $"{headPath}.{System.IO.Path.GetRandomFileName()}";
        File.WriteAllText(draft, JsonSerializer.Serialize(AuditAnchor.Of(entry), JsonSerializerOptions.Web));
        File.Move(draft, headPath, overwrite: true);
    }

    // Two processes on one folder take turns: what is appended at once would overwrite each other.
    private FileStream OpenAlone() => Patiently(() => new FileStream(anchorsPath, FileMode.Append, FileAccess.Write, FileShare.None));

    private FileStream Patiently(Func<FileStream> open)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return open();
            }
            catch (IOException) when (attempt < MostTries && File.Exists(anchorsPath))
            {
                Thread.Sleep(5);
            }
        }
    }
}
