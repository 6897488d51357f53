using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Hosting;

/// <summary>
/// Serves the built pages: files whose name carries a hash are kept for a year, the page itself is asked for each time, and every path that
/// is no file and no API is the page, which routes by itself. They hold no data, so they need no sign-in.
/// </summary>
internal static class WebFiles
{
    private const string Forever = "public, max-age=31536000, immutable";

    private const string NotBuilt = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>CityOps</title>
        <h1>The pages are not built</h1>
        <p>The API works: <a href="/openapi/v1.json">/openapi/v1.json</a>. The pages were left out of this build
        (<code>-p:SkipWeb=true</code>) or Node.js 20.19 or newer was absent. Install Node.js and build again: <code>dotnet build</code>.</p></html>
        """;

    public static void Use(WebApplication app)
    {
        var folder = FolderOf(app.Services);
        if (Directory.Exists(folder))
        {
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(folder),
                OnPrepareResponse = SetCaching,
            });
        }
    }

    public static void MapPage(IEndpointRouteBuilder routes)
    {
        var page = Path.Combine(FolderOf(routes.ServiceProvider), "index.html");
        routes.MapFallback("{*path:nonfile}", context => ServePageAsync(context, page)).AllowAnonymous();
    }

    private static string FolderOf(IServiceProvider services)
    {
        var configured = services.GetRequiredService<IOptions<DashboardsOptions>>().Value.Dashboards.WebFolder;
        return configured.Length > 0 ? Path.GetFullPath(configured) : Path.Combine(AppContext.BaseDirectory, "web");
    }

    private static void SetCaching(StaticFileResponseContext context) =>
        context.Context.Response.Headers.CacheControl =
            context.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? Forever : "no-cache";

    private static async Task ServePageAsync(HttpContext context, string page)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = "text/html; charset=utf-8";
        if (File.Exists(page))
        {
            await context.Response.SendFileAsync(page, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync(NotBuilt, context.RequestAborted);
    }
}
