using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace CityOps.Models.Registry;

/// <summary>
/// The files of one model version, in one zip whose bytes follow from their contents alone: entries sorted, times fixed. ML.NET's own zips
/// differ by entry times and order, so theirs are unpacked into folders here.
/// </summary>
public sealed class ModelArchive
{
    private static readonly DateTimeOffset EntryTime = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>First 16 hex digits of the SHA-256 over names and contents: the version's id.</summary>
    public string Version
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (name, content) in _files)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}\n{content.Length}\n")));
                hash.AppendData(content);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        }
    }

    public void Add(string name, byte[] content) => _files[name] = content;

    /// <summary>Adds an ML.NET model, entry by entry, under a folder.</summary>
    public void AddModel(string folder, Stream zip)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            Add($"{folder}/{entry.FullName.Replace('\\', '/')}", copy.ToArray());
        }
    }

    /// <summary>The ML.NET model under a folder, as the zip it expects.</summary>
    public MemoryStream Model(string folder)
    {
        var stream = new MemoryStream();
        Write(stream, _files.Where(f => f.Key.StartsWith(folder + "/", StringComparison.Ordinal)).Select(f => (f.Key[(folder.Length + 1)..], f.Value)));
        stream.Position = 0;
        return stream;
    }

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        Write(stream, _files.Select(f => (f.Key, f.Value)));
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">These bytes are not a zip.</exception>
    public static ModelArchive Read(Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        var archive = new ModelArchive();
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            archive.Add(entry.FullName, copy.ToArray());
        }

        return archive;
    }

    private static void Write(Stream stream, IEnumerable<(string Name, byte[] Content)> files)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in files)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
            entry.LastWriteTime = EntryTime;
            using var writer = entry.Open();
            writer.Write(content);
        }
    }
}
