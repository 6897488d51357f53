using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityOps.Identity;
using CityOps.Ingest.Jt808.Protocol;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Media;

/// <summary>A picture or sound that is kept.</summary>
/// <param name="File">Its name, which is also its id: time, number and hash.</param>
/// <param name="Sha256">Of the file, lower-case hexadecimal: what evidence refers to.</param>
/// <param name="TakenAt">By the terminal's clock.</param>
/// <param name="Lon">Degrees in the terminal's datum.</param>
public sealed record StoredMedia(
    string File, string Phone, string? TruckId, string Sha256, long Bytes, byte Kind, byte Channel, byte Event, DateTimeOffset? TakenAt, double Lon, double Lat, DateTimeOffset ReceivedAt);

/// <summary>
/// Keeps what cameras and microphones of terminals send, in the folder <c>media</c> of the data folder: each sealed by the vault's key and bound to its terminal and name, with a JSON file of its facts beside it.
/// The same upload twice is one file. It bounds the folder; when a file ends is for <see cref="MediaRetention"/> to say.
/// </summary>
public sealed class MediaStore(string dataFolder, TimeProvider time, IPayloadSeal seal, IOptions<Jt808Options> options)
{
    private const long Megabyte = 1024 * 1024;
    private const string Facts = ".json";
    private const string Sealed = ".sealed";
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly string _folder = Path.Combine(dataFolder, "media");
    private readonly Lock _lock = new();
    private long _bytes = -1;

    /// <summary>Keeps an upload; its bytes are synced to disk when this returns.</summary>
    /// <returns>Null where the folder is full.</returns>
    public async Task<StoredMedia?> StoreAsync(string phone, string? truckId, MediaUpload upload, CancellationToken cancellationToken)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(upload.Data.Span));
        var folder = FolderOf(phone);
        var taken = upload.Position.At ?? time.GetUtcNow();
        var file = string.Create(CultureInfo.InvariantCulture, $"{taken:yyyyMMdd'T'HHmmss}-{upload.MediaId:x8}-{digest[..16]}.{upload.Extension}");
        var stored = new StoredMedia(
            file, PhoneDigits.Bare(phone), truckId, digest, upload.Data.Length, upload.Kind, upload.Channel, upload.Event, upload.Position.At,
            upload.Position.LonE6 / 1e6, upload.Position.LatE6 / 1e6, time.GetUtcNow());
        if (File.Exists(Path.Combine(folder, file + Facts)))
        {
            return stored;
        }

        if (!TryReserve(upload.Data.Length))
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        await WriteAsync(Path.Combine(folder, file + Sealed), seal.Seal(upload.Data.Span, BoundTo(stored.Phone, file)), cancellationToken);
        await WriteAsync(Path.Combine(folder, file + Facts), JsonSerializer.SerializeToUtf8Bytes(stored, Json), cancellationToken);
        return stored;
    }

    /// <summary>What is kept of a terminal, the latest first.</summary>
    public IReadOnlyList<StoredMedia> List(string phone, int most)
    {
        var folder = new DirectoryInfo(FolderOf(phone));
        return !folder.Exists
            ? []
            : [.. folder.EnumerateFiles("*" + Facts).OrderByDescending(f => f.Name, StringComparer.Ordinal).Take(most)
                .Select(f => JsonSerializer.Deserialize<StoredMedia>(File.ReadAllText(f.FullName), Json)!)];
    }

    /// <summary>What terminals of a truck took between two instants, whatever their phones; the earliest first.</summary>
    public IReadOnlyList<StoredMedia> OfTruck(string truckId, DateTimeOffset from, DateTimeOffset to)
    {
        var folder = new DirectoryInfo(_folder);
        return !folder.Exists
            ? []
            : [.. folder.EnumerateFiles("*" + Facts, SearchOption.AllDirectories)
                .Select(f => JsonSerializer.Deserialize<StoredMedia>(File.ReadAllText(f.FullName), Json)!)
                .Where(m => string.Equals(m.TruckId, truckId, StringComparison.Ordinal) && (m.TakenAt ?? m.ReceivedAt) is var at && at >= from && at <= to)
                .OrderBy(m => m.TakenAt ?? m.ReceivedAt)];
    }

    /// <summary>What the terminal sent, byte for byte. Files of before there were seals are read as they are.</summary>
    /// <returns>Null where <see cref="List"/> names no such file.</returns>
    /// <exception cref="CryptographicException">The file was changed, or is another one.</exception>
    public async Task<byte[]?> OpenAsync(string phone, string file, CancellationToken cancellationToken)
    {
        var path = Path.Combine(FolderOf(phone), file);
        if (!string.Equals(Path.GetFileName(file), file, StringComparison.Ordinal) || !File.Exists(path + Facts))
        {
            return null;
        }

        return File.Exists(path + Sealed) ? seal.Open(await File.ReadAllBytesAsync(path + Sealed, cancellationToken), BoundTo(PhoneDigits.Bare(phone), file))
            : File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken)
            : null;
    }

    /// <summary>Deletes what was received before an instant.</summary>
    /// <returns>How many files.</returns>
    public int DeleteBefore(DateTimeOffset limit)
    {
        var folder = new DirectoryInfo(_folder);
        var deleted = 0;
        foreach (var facts in folder.Exists ? folder.EnumerateFiles("*" + Facts, SearchOption.AllDirectories) : [])
        {
            var stored = JsonSerializer.Deserialize<StoredMedia>(File.ReadAllText(facts.FullName), Json)!;
            if (stored.ReceivedAt < limit)
            {
                // The facts last: a kill in between leaves what is found again.
                var path = Path.Combine(facts.DirectoryName!, stored.File);
                Delete(path + Sealed);
                Delete(path);
                Delete(facts.FullName);
                deleted++;
            }
        }

        return deleted;
    }

    // Broken terminals send hexadecimal digits in their phone; anything else is no phone.
    private string FolderOf(string phone)
    {
        var bare = PhoneDigits.Bare(phone);
        return bare.All(char.IsAsciiHexDigit) ? Path.Combine(_folder, bare) : throw new ArgumentException("A phone has digits only.", nameof(phone));
    }

    private static byte[] BoundTo(string phone, string file) => Encoding.UTF8.GetBytes($"media\n{phone}\n{file}");

    private void Delete(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return;
        }

        var bytes = file.Length;
        file.Delete();
        lock (_lock)
        {
            _bytes = _bytes < 0 ? _bytes : Math.Max(0, _bytes - bytes);
        }
    }

    private bool TryReserve(long bytes)
    {
        lock (_lock)
        {
            if (_bytes < 0)
            {
                var folder = new DirectoryInfo(_folder);
                _bytes = folder.Exists ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0;
            }

            if (_bytes + bytes > options.Value.MaxMediaMegabytes * Megabyte)
            {
                return false;
            }

            _bytes += bytes;
            return true;
        }
    }

    // Written whole under another name first: nobody sees half a picture, and the facts come last.
    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var draft = path + ".new";
        var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous });
        await using (file)
        {
            await file.WriteAsync(bytes, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }
}
