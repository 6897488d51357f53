using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;

namespace CityOps.Dashboards.Sql;

/// <summary>Writes a statement into the audit log, whole: its purpose and what became of it in one entry, its text in as many more as it takes. They name the text's hash.</summary>
internal sealed class SqlBook(IAuditLog audit, ClaimsPrincipal user, string statement, string purpose)
{
    // Below what an entry's reason takes, in the bytes of any script.
    private const int Piece = 1_900;
    private readonly string _hash = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statement)))}";

    public Task RunsAsync(CancellationToken cancellationToken) => WriteAsync(purpose, cancellationToken);

    public Task RefusedAsync(string why, CancellationToken cancellationToken) => WriteAsync($"{purpose}; refused: {why}", cancellationToken);

    private async Task WriteAsync(string said, CancellationToken cancellationToken)
    {
        await AppendAsync(_hash, said, cancellationToken);

        // As JSON writes it, without what an entry does not keep (line ends) and without pairs that a cut would part: put together and read as JSON it has the hash.
        var pieces = JsonEncodedText.Encode(statement, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value.Chunk(Piece).ToList();
        foreach (var (index, piece) in pieces.Index())
        {
            await AppendAsync(string.Create(CultureInfo.InvariantCulture, $"{_hash} {index + 1}/{pieces.Count}"), new string(piece), cancellationToken);
        }
    }

    private Task<AuditEntry> AppendAsync(string subject, string reason, CancellationToken cancellationToken) =>
        audit.AppendAsync(new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.SqlRun), AuditAction.SqlRun, subject, reason), cancellationToken);
}
