using System.Text.Json;

namespace CityOps.Identity.Audit;

/// <summary>
/// <c>audit-head.json</c>: the last entry's number and hash, outside the database. It may lag behind by what a kill interrupted, never run ahead:
/// it is written after the entry is durable.
/// </summary>
internal sealed class AuditHead(string path)
{
    private readonly Lock _lock = new();

    public sealed record Anchor(long Sequence, string Hash, DateTimeOffset At)
    {
        public bool Matches(byte[] hash) => string.Equals(Hash, Convert.ToHexStringLower(hash), StringComparison.OrdinalIgnoreCase);
    }

    public void Write(AuditEntry entry)
    {
        lock (_lock)
        {
            if (IsAhead(entry))
            {
                return;
            }

            var draft = $"{path}.{Path.GetRandomFileName()}";
            File.WriteAllText(draft, JsonSerializer.Serialize(new Anchor(entry.Sequence, Convert.ToHexStringLower(entry.Hash), entry.At), JsonSerializerOptions.Web));
            File.Move(draft, path, overwrite: true);
        }
    }

    /// <exception cref="JsonException">Somebody wrote something else there.</exception>
    public Anchor? Read() =>
        File.Exists(path) ? JsonSerializer.Deserialize<Anchor>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;

    // Another process may have written a later entry. A spoilt file must not stop the log: verification tells of it until it is overwritten.
    private bool IsAhead(AuditEntry entry)
    {
        try
        {
            return Read() is { } held && held.Sequence > entry.Sequence;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
