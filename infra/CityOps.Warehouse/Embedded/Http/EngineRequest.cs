using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>A request's URL parameters (and form fields), sorted into what the interface acts on and what are query settings.</summary>
internal sealed class EngineRequest
{
    private const int DefaultSessionSeconds = 60;
    private const int MaxSessionSeconds = 3600;

    // Parameters of ClickHouse's HTTP interface that are no settings, whether this one acts on them or not.
    private static readonly HashSet<string> s_reserved = new(StringComparer.Ordinal)
    {
        "query", "database", "default_format", "user", "password", "session_id", "session_timeout", "session_check", "query_id", "quota_key",
        "role", "compress", "decompress", "buffer_size", "wait_end_of_query", "stacktrace", "close_session", "client_protocol_version",
        "enable_http_compression", "http_zlib_compression_level", "send_progress_in_http_headers", "readonly",
    };

    internal required string Query { get; init; }

    /// <summary>The database that the request names, or null.</summary>
    internal required string? Database { get; init; }

    internal required string DefaultFormat { get; init; }

    internal required string QueryId { get; init; }

    internal required string? SessionId { get; init; }

    internal required TimeSpan SessionTimeout { get; init; }

    /// <summary>The session must exist already.</summary>
    internal required bool SessionCheck { get; init; }

    internal required bool CloseSession { get; init; }

    internal required bool ReadOnly { get; init; }

    internal required EngineParameters Parameters { get; init; }

    internal required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <exception cref="EngineException">A parameter has no sense, or asks for what this interface does not do.</exception>
    internal static EngineRequest Read(HttpRequest request, IFormCollection? form, IReadOnlySet<string> knownSettings)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> names = [], values = [];
        foreach (var (key, value) in All(request, form))
        {
            if (key.StartsWith("param_", StringComparison.Ordinal))
            {
                names.Add(key[6..]);
                values.Add(value.ToString());
            }
            else if (!s_reserved.Contains(key) && knownSettings.Contains(key))
            {
                settings[key] = value.ToString();
            }
        }

        if (IsTrue(request.Query["decompress"]) || IsTrue(request.Query["compress"]))
        {
            throw new EngineException(48, "NOT_IMPLEMENTED", "ClickHouse's own block compression is not supported here; use Content-Encoding and Accept-Encoding");
        }

        var get = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return new EngineRequest
        {
            Query = form is not null && form.TryGetValue("query", out var formQuery) ? formQuery.ToString() : request.Query["query"].ToString(),
            Database = First(request.Query["database"], request.Headers["X-ClickHouse-Database"], "") is { Length: > 0 } database ? database : null,
            DefaultFormat = First(request.Query["default_format"], request.Headers["X-ClickHouse-Format"], "TabSeparated"),
            QueryId = First(request.Query["query_id"], StringValues.Empty, Guid.NewGuid().ToString()),
            SessionId = request.Query["session_id"] is { Count: > 0 } session && session[0] is { Length: > 0 } id ? id : null,
            SessionTimeout = ReadTimeout(request.Query["session_timeout"]),
            SessionCheck = IsTrue(request.Query["session_check"]),
            CloseSession = IsTrue(request.Query["close_session"]),
            ReadOnly = get || (request.Query["readonly"] is { Count: > 0 } readOnly && readOnly[0] is not ("0" or "")),
            Parameters = names.Count == 0 ? EngineParameters.None : new EngineParameters(names, values),
            Settings = settings,
        };
    }

    private static IEnumerable<KeyValuePair<string, StringValues>> All(HttpRequest request, IFormCollection? form) =>
        form is null ? request.Query : request.Query.Concat(form);

    private static bool IsTrue(StringValues value) => value.Count > 0 && value[0] is "1" or "true";

    private static string First(StringValues url, StringValues header, string otherwise) =>
        url.Count > 0 && url[0] is { Length: > 0 } fromUrl ? fromUrl : header.Count > 0 && header[0] is { Length: > 0 } fromHeader ? fromHeader : otherwise;

    private static TimeSpan ReadTimeout(StringValues value)
    {
        if (value.Count == 0)
        {
            return TimeSpan.FromSeconds(DefaultSessionSeconds);
        }

        return int.TryParse(value[0], System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= MaxSessionSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new EngineException(374, "INVALID_SESSION_TIMEOUT", $"Invalid session timeout: '{value[0]}'; it is at most {MaxSessionSeconds} seconds");
    }
}
