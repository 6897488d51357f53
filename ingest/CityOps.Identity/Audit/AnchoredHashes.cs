using System.Text.Json;
using System.Text.RegularExpressions;

namespace CityOps.Identity.Audit;

/// <summary>The hashes that were written outside the database, by sequence number, out of any number of files.</summary>
internal sealed partial class AnchoredHashes
{
    private const string Beginning = """{"sequence":""";
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
            var torn = false;
            while (file.ReadLine() is { } line)
            {
                // The last line may be half of one that is being written.
                if (line.Length > 0 && !(endsInside && file.EndOfStream))
                {
                    torn = !TryAdd(line);
                }
            }

            if (torn)
            {
                throw new JsonException();
            }
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            Unreadable.Add(Path.GetFileName(path));
        }
    }

    // A kill cuts a line short; the next stands on a line of its own, or was glued to it by versions before.
    private bool TryAdd(string line)
    {
        var begins = line.LastIndexOf(Beginning, StringComparison.Ordinal);
        if (begins > 0 && IsTorn(line[..begins]))
        {
            line = line[begins..];
        }
        else if (!line.EndsWith('}') && IsTorn(line))
        {
            return false;
        }

        Add(JsonSerializer.Deserialize<AuditAnchor>(line, JsonSerializerOptions.Web) ?? throw new JsonException());
        return true;
    }

    private static bool IsTorn(string line) => Beginning.StartsWith(line, StringComparison.Ordinal) || TornLine().IsMatch(line);

    [GeneratedRegex("""^\{"sequence":[0-9]*(,"?[a-z]*"?:?"?[0-9a-f]*"?(,"?[a-z]*"?:?"?[^"{}]*"?)?)?$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex TornLine();

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
