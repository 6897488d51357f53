using System.IO.Compression;
using K4os.Compression.LZ4.Streams;
using Microsoft.AspNetCore.Http;
using ZstdSharp;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>Content encodings of request and response bodies.</summary>
internal static class BodyEncodings
{
    // ClickHouse's order of preference, whatever the client's.
    private static readonly string[] s_preferred = ["zstd", "lz4", "gzip", "deflate"];

    /// <summary>The request's body, decoded.</summary>
    /// <exception cref="EngineException">The encoding is not one of zstd, lz4, gzip, deflate, br.</exception>
    internal static Stream Decode(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString().Trim();
        return encoding switch
        {
            "" or "identity" => request.Body,
            "zstd" => new DecompressionStream(request.Body),
            "lz4" => LZ4Stream.Decode(request.Body),
            "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
            "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
            _ => throw new EngineException(89, "UNKNOWN_COMPRESSION_METHOD", $"Unknown Content-Encoding '{encoding}'"),
        };
    }

    /// <summary>The response's encoding: the best one that the client accepts and asks for, or null.</summary>
    internal static string? Choose(HttpRequest request)
    {
        if (request.Query["enable_http_compression"] is not { Count: > 0 } asked || asked[0] is not ("1" or "true"))
        {
            return null;
        }

        var accepted = request.Headers.AcceptEncoding.ToString();
        return s_preferred.FirstOrDefault(encoding => accepted.Contains(encoding, StringComparison.OrdinalIgnoreCase));
    }

    internal static Stream Encode(string encoding, Stream body) => encoding switch
    {
        "zstd" => new CompressionStream(body, level: 1, leaveOpen: true),
        "lz4" => LZ4Stream.Encode(body, leaveOpen: true),
        "gzip" => new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true),
        "deflate" => new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Not an encoding of responses."),
    };
}
