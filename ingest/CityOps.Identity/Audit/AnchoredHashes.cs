using System.Text.Json;

namespace CityOps.Identity.Audit;

/// <summary>The hashes that were written outside the database, by sequence number, out of any number of files.</summary>
internal sealed class AnchoredHashes
{
    private readonly Dictionary<long, byte[]> _hashes = [];

    /// <summary>Files that hold something else.</summary>
    public List<string> Unreadable { get; } = [];

    public long Highest { get; private set; }

    public byte[]? Find(long sequence) => _hashes.GetValueOrDefault(sequence);

    /// <summary>Adds a file of one anchor a line. Where two files disagree the first stands: give the one that is trusted most first.</summary>
    public void Add(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var endsInside = EndsInside(bytes);
            using var file = new StreamReader(bytes);
            while (file.ReadLine() is { } line)
            {
                // The last line may be half of one that is being written.
                if (line.Length > 0 && !(endsInside && file.EndOfStream))
                {
                    Add(JsonSerializer.Deserialize<AuditAnchor>(line, JsonSerializerOptions.Web) ?? throw new JsonException());
                }
            }
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            Unreadable.Add(Path.GetFileName(path));
        }
    }

    private static bool EndsInside(FileStream bytes)
    {
        if (bytes.Length == 0)
        {
            return false;
        }

        bytes.Seek(-1, SeekOrigin.End);
        var last = bytes.ReadByte();
        bytes.Seek(0, SeekOrigin.Begin);
        return last is not ('\n' or '}');
    }

    private void Add(AuditAnchor anchor)
    {
        _hashes.TryAdd(anchor.Sequence, Convert.FromHexString(anchor.Hash));
        Highest = Math.Max(Highest, anchor.Sequence);
    }
}
