using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Cases;

/// <summary>The id of a command as its client made it: in the body, or in the header Idempotency-Key, of any form.</summary>
internal static class CommandIds
{
    public const string Header = "Idempotency-Key";

    /// <summary>A new one where the client made none: then every request is an intent of its own.</summary>
    public static Guid CommandId(this HttpContext context, Guid? inBody) =>
        inBody ?? (context.Request.Headers[Header].ToString() is { Length: > 0 } key ? Of(key) : Guid.CreateVersion7());

    /// <summary>The id of one part of a command that many cases share.</summary>
    public static Guid Of(Guid command, string caseId) => Of($"{command:N}/{caseId}");

    private static Guid Of(string key) => Guid.TryParse(key, out var id) ? id : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key))[..16]);
}
