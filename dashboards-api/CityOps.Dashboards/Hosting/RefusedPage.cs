using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Hosting;

/// <summary>
/// Somebody opens in a browser what is no page of ours (the jobs) and may not: the answer stays 401 or 403, and its body is the page, which asks them to sign in or says which roles may. Programs, which ask for no page, are
/// refused as everywhere else.
/// </summary>
internal static class RefusedPage
{
    /// <returns>False where the refusal has to be said otherwise.</returns>
    public static async Task<bool> TryServeAsync(HttpContext context, int status)
    {
        var page = Path.Combine(WebFiles.FolderOf(context.RequestServices), "index.html");
        if (!AsksForPage(context.Request) || !File.Exists(page))
        {
            return false;
        }

        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.SendFileAsync(page, context.RequestAborted);
        return true;
    }

    private static bool AsksForPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments("/jobs", StringComparison.OrdinalIgnoreCase)
        && request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
