using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CityOps.Ingest.Tests.Http;

/// <summary>Uploads as senders make them.</summary>
internal static class Sending
{
    public static async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(
        this HttpClient client, string contract, byte[] body, string contentType = "text/csv", string? encoding = null, string? uploadId = null)
    {
        using var content = new ByteArrayContent(body);
        return await client.SendAsync(contract, content, contentType, encoding, uploadId);
    }

    public static Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(this HttpClient client, string contract, string csv) =>
        client.SendAsync(contract, Encoding.UTF8.GetBytes(csv));

    public static async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(
        this HttpClient client, string contract, HttpContent content, string contentType, string? encoding = null, string? uploadId = null)
    {
        content.Headers.ContentType = contentType.Length == 0 ? null : MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        if (uploadId is not null)
        {
            content.Headers.Add("Upload-Id", uploadId);
        }

        var response = await client.PostAsync($"/ingest/v1/{contract}", content);
        var text = await response.Content.ReadAsStringAsync();
        return (response, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }

    public static byte[] Zstd(byte[] bytes)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(bytes).ToArray();
    }
}
