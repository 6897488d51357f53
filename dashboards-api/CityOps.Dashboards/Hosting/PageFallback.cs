using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Hosting;

/// <summary>
/// A path that no endpoint and no file serves is the page, which routes by itself; under the paths that programs use it stays an error, so that
/// a wrong path, method or content type is never answered with a page. Middleware, not an endpoint: a catch-all endpoint would hide 405 and 415.
/// </summary>
internal sealed class PageFallback(RequestDelegate next, IServiceProvider services)
{
    private const string NotBuilt = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>CityOps</title>
        <h1>The pages are not built</h1>
        <p>The API works: <a href="/openapi/v1.json">/openapi/v1.json</a>. The pages were left out of this build
        (<code>-p:SkipWeb=true</code>), or Node.js 20.19 or newer was absent. Install Node.js and build again: <code>dotnet build</code>.</p></html>
        """;

    private static readonly PathString[] ForPrograms = ["/api", "/ingest", "/open311", "/jobs", "/openapi", "/healthz", "/signout", "/assets"];

    private readonly string _page = Path.Combine(WebFiles.FolderOf(services), "index.html");

    public Task InvokeAsync(HttpContext context) => IsPage(context) ? ServeAsync(context) : next(context);

    private static bool IsPage(HttpContext context) =>
        context.GetEndpoint() is null
        && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && !ForPrograms.Any(prefix => context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
        && !Path.HasExtension(context.Request.Path.Value);

    private async Task ServeAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = "text/html; charset=utf-8";
        if (File.Exists(_page))
        {
            await context.Response.SendFileAsync(_page, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync(NotBuilt, context.RequestAborted);
    }
}
