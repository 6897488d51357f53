using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Problems;

/// <summary>A body or parameter that could not be read becomes a problem that says where and what; no value of it is logged.</summary>
internal sealed partial class UnreadableRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }

        await Problem.WriteAsync(httpContext, bad.StatusCode, "The request could not be read", Describe(bad));
        return true;
    }

    private static string Describe(BadHttpRequestException bad) => bad.InnerException is JsonException json
        ? $"The body is not the JSON expected at {json.Path ?? "$"}, line {(json.LineNumber ?? 0) + 1}: {FirstLine(json.Message)} The shapes are described at /openapi/v1.json."
        : $"{FirstLine(bad.Message)} The shapes are described at /openapi/v1.json.";

    private static string FirstLine(string text) => TypeName().Replace(text.Split(['\n', '\r'], 2)[0].Split(" Path:", 2)[0], "The body");

    // Names of our own types tell a caller nothing.
    [GeneratedRegex("JSON deserialization for type '[^']*'", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypeName();
}
