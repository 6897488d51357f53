using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;

namespace CityOps.Dashboards.Sql;

/// <summary>
/// Writes a statement into the audit log, whole and at once: its purpose and what became of it in one entry, its text in as many more as it takes. They name the text's hash; behind it
/// the subject says <c>refused</c> or <c>failed</c> where it was, which no words of a purpose can.
/// </summary>
internal sealed class SqlBook(IAuditLog audit, ClaimsPrincipal user, string statement, string purpose)
{
    // Below what an entry's reason takes, in the bytes of any script.
    private const int Piece = 1_900;
    private readonly string _hash = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statement)))}";

    public Task RunsAsync() => WriteAsync(_hash, purpose);

    public Task RefusedAsync(string why) => WriteAsync($"{_hash} refused", $"{purpose}; refused: {why}");

    /// <summary>It ran, and gave no answer.</summary>
    public Task FailedAsync(string why) => audit.AppendAsync([Entry($"{_hash} failed", why)], CancellationToken.None);

    private Task WriteAsync(string subject, string said)
    {
        // As JSON writes it, without what an entry does not keep (line ends) and without pairs that a cut would part: put together and read as JSON it has the hash.
        var text = string.Concat(JsonEncodedText.Encode(statement, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value.Select(c => AuditText.Keeps(c) ? c.ToString() : $"\\u{(int)c:x4}"));
        var pieces = text.Chunk(Piece).Select(piece => new string(piece)).ToList();
        return audit.AppendAsync(
            [Entry(subject, said), .. pieces.Select((piece, index) => Entry(string.Create(CultureInfo.InvariantCulture, $"{_hash} {index + 1}/{pieces.Count}"), piece))], CancellationToken.None);
    }

    private AuditEvent Entry(string subject, string reason) => new(Caller.NameOf(user), Caller.ActingRole(user, Policies.SqlRun), AuditAction.SqlRun, subject, reason);
}
