using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Hosting;

/// <summary>Serves the built pages. Files whose name carries a hash are kept for a year. They hold no data, so they need no sign-in.</summary>
internal static class WebFiles
{
    private const string Forever = "public, max-age=31536000, immutable";

    public static void Use(WebApplication app)
    {
        var folder = FolderOf(app.Services);
        if (Directory.Exists(folder))
        {
            app.UseResponseCompression();
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(folder),
                OnPrepareResponse = SetCaching,
            });
        }
    }

    public static string FolderOf(IServiceProvider services)
    {
        var configured = services.GetRequiredService<IOptions<DashboardsOptions>>().Value.Dashboards.WebFolder;
        return configured.Length > 0 ? Path.GetFullPath(configured) : Path.Combine(AppContext.BaseDirectory, "web");
    }

    /// <summary>Only our own scripts and styles: they are the same for everybody, so their size tells nothing. Answers of the API stay as they are.</summary>
    public static void ConfigureCompression(ResponseCompressionOptions options)
    {
        options.EnableForHttps = true;
        options.MimeTypes = ["text/javascript", "text/css", "image/svg+xml"];
    }

    private static void SetCaching(StaticFileResponseContext context) =>
        context.Context.Response.Headers.CacheControl =
            context.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? Forever : "no-cache";
}
