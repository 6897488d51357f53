using System.Diagnostics;
using CityOps.Tests.Shared;

namespace CityOps.Dashboards.Tests.Web;

/// <summary>The modules of the pages that turn what the server says into words, by their own tests (<c>npm test</c> in web/).</summary>
public sealed class PageModuleTests
{
    [Fact]
    public async Task What_the_pages_make_of_the_servers_words_is_right()
    {
        var web = Path.Combine(Repository.Root, "dashboards-api", "CityOps.Dashboards", "web");
        Assert.SkipUnless(Directory.Exists(Path.Combine(web, "node_modules", "vite")), "The packages of the pages are not installed (npm ci in web/).");
        var start = new ProcessStartInfo("npm", ["test", "--silent"]) { WorkingDirectory = web, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var npm = Process.Start(start)!;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await npm.WaitForExitAsync(patience.Token);
        Assert.True(npm.ExitCode == 0, await output + await errors);
        Assert.Contains("# fail 0", await output, StringComparison.Ordinal);
    }
}
