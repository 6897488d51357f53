using Microsoft.Playwright;

namespace CityOps.EndToEnd.Tests.Support;

/// <summary>The Chromium of this machine, headless; where there is none the running test is skipped.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // Maps drawn in software take their time: only pictures need them, tests make do with what pages say where there is no WebGL.
    private static readonly string[] Drawing = Screenshots is null ? ["--disable-gpu"] : ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

    // Milliseconds: as long as a page takes on a machine that runs other tests beside it.
    private const float Patience = 60_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>The folder into which the tests write a picture of each room, as those in docs/images; null: they write none.</summary>
    public static string? Screenshots => Environment.GetEnvironmentVariable("CITYOPS_TEST_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <summary>Where Chromium is; null where there is none.</summary>
    public static string? Path => Environment.GetEnvironmentVariable("CITYOPS_TEST_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);

    public static async Task<Browser> StartOrSkipAsync()
    {
        var path = Path;
        Assert.SkipWhen(path is null, "There is no Chromium here: install it, or name it with CITYOPS_TEST_CHROMIUM.");
        var playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = [.. Arguments, .. Drawing] }));
    }

    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
