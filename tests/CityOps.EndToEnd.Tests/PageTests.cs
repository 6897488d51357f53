using System.Text.RegularExpressions;
using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace CityOps.EndToEnd.Tests;

/// <summary>What a person sees who opens the link that <c>up --demo</c> printed.</summary>
public sealed partial class PageTests
{
    [Fact]
    public async Task The_printed_link_signs_in_once_and_shows_cases_with_their_evidence()
    {
        await using var browser = await Browser.StartOrSkipAsync();
        await using var cityops = await CityOpsProcess.StartAsync("--demo");
        var link = string.Empty;
        await cityops.UntilAsync("the sign-in link", TimeSpan.FromSeconds(10), () => Task.FromResult((link = Link().Match(cityops.Output).Value).Length > 0));
        var (page, errors) = await browser.OpenAsync();

        await page.GotoAsync(link);
        var rows = page.Locator(".list [role=option]");
        await rows.First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await rows.First.ClickAsync();
        await page.Locator("canvas, svg").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 20_000 });

        Assert.Contains("CASE-", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Empty(errors);

        var (stranger, _) = await browser.OpenAsync();
        await stranger.GotoAsync(link);
        Assert.DoesNotContain("CASE-", await stranger.InnerTextAsync("body"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"http://\S+/signin\?code=\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
