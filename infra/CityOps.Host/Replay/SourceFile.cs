using System.IO.Compression;
using CityOps.Contracts.Codecs;
using CityOps.Host.Commands;

namespace CityOps.Host.Replay;

/// <summary>A file to replay: opened, decompressed, its format known by its name, its progress by the bytes read of it.</summary>
internal sealed class SourceFile : IAsyncDisposable
{
    private readonly FileStream _file;

    private SourceFile(FileStream file, Stream rows, WireFormat format)
    {
        _file = file;
        Rows = rows;
        Format = format;
    }

    public Stream Rows { get; }

    public WireFormat Format { get; }

    /// <summary>How much of the file has been read, 0 to 1.</summary>
    public double Fraction => _file.Length == 0 ? 1 : (double)_file.Position / _file.Length;

    /// <exception cref="CommandException">There is no such file, or its name tells no format.</exception>
    public static SourceFile Open(FileInfo info)
    {
        RequireThere(info);
        var name = info.Name;
        if (CompressionOf(info) is ".GZ" or ".ZST")
        {
            name = Path.GetFileNameWithoutExtension(name);
        }

        var format = Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" => WireFormat.Csv,
            ".JSONL" or ".NDJSON" => WireFormat.JsonLines,
            ".JSON" => WireFormat.Json,
            ".ARROW" or ".ARROWS" => WireFormat.Arrow,
            var other => throw new CommandException(
                $"'{info.Name}' ends in '{other}', which names no format. Formats: .csv, .jsonl, .ndjson, .json, .arrow; each also with .gz or .zst."),
        };
        return Open(info, format);
    }

    /// <summary>Opens a file as one format, whatever its name says of that; <c>.gz</c> and <c>.zst</c> are decompressed.</summary>
    /// <exception cref="CommandException">There is no such file.</exception>
    public static SourceFile Open(FileInfo info, WireFormat format)
    {
        RequireThere(info);
        var file = OpenFile(info);
        Stream rows = CompressionOf(info) switch
        {
            ".GZ" => new SoundStream(new GZipStream(file, CompressionMode.Decompress), "gzip"),
            ".ZST" => new SoundStream(new ZstdSharp.DecompressionStream(file), "zstd"),
            _ => file,
        };
        return new SourceFile(file, rows, format);
    }

    private static string CompressionOf(FileInfo info) => Path.GetExtension(info.Name).ToUpperInvariant();

    private static void RequireThere(FileInfo info)
    {
        if (!info.Exists)
        {
            throw new CommandException(Directory.Exists(info.FullName) ? $"'{info.FullName}' is a folder; name a file in it." : $"there is no file '{info.FullName}'.");
        }
    }

    private static FileStream OpenFile(FileInfo info)
    {
        try
        {
            return new FileStream(info.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"'{info.FullName}' cannot be read: {error.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Rows.DisposeAsync();
        await _file.DisposeAsync();
    }
}
