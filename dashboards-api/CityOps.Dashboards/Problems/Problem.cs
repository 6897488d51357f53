using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Problems;

/// <summary>Problem details (RFC 9457) that name the thing, the value and the way out.</summary>
internal static class Problem
{
    /// <summary>Answers from middleware, where no endpoint result can be returned; whatever the caller said it accepts, such as an event stream.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title, string detail) =>
        TypedResults.Problem(statusCode: status, title: title, detail: detail).ExecuteAsync(context);
}
