using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ZstdSharp.Unsafe;

namespace CityOps.Ingest.Http;

/// <summary>Undoes the content encodings of a request as a stream, so that what expands enormously costs time, not memory.</summary>
internal static class BodyEncodings
{
    public const string Offered = "gzip, zstd";

    // 8 MiB: what RFC 8878 asks every decoder to take, and the most that a frame may make us allocate.
    private const int MaxZstdWindowLog = 23;

    /// <summary>The body in clear; null when an encoding is none of <see cref="Offered"/>.</summary>
    public static DecodedBody? Open(HttpRequest request)
    {
        var body = request.Body;
        var decoded = false;
        string[] encodings = [.. request.Headers.GetCommaSeparatedValues(HeaderNames.ContentEncoding)];
        foreach (var encoding in encodings.Reverse())
        {
            switch (encoding.Trim().ToUpperInvariant())
            {
                case "IDENTITY":
                    break;
                case "GZIP" or "X-GZIP":
                    (body, decoded) = (new GZipStream(body, CompressionMode.Decompress), true);
                    break;
                case "ZSTD":
                    var zstd = new ZstdSharp.DecompressionStream(body);
                    zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxZstdWindowLog);
                    (body, decoded) = (zstd, true);
                    break;
                default:
                    return null;
            }
        }

        return new DecodedBody(body, decoded);
    }
}
