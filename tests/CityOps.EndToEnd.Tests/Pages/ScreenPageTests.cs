using System.Text.RegularExpressions;
using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>The leader's wall: the day's flow, trucks and indicators; nobody and no dwelling is on it.</summary>
[Collection(DemoPages.Name)]
public sealed partial class ScreenPageTests(DemoDistrict district)
{
    [Fact]
    public async Task The_big_screen_shows_todays_flow_and_no_case_dwelling_or_truck_by_name()
    {
        var (page, errors) = await district.OpenAsync("leader", 2560, 1440);

        await page.GotoAsync("/screen");

        var flow = page.Locator(".flow strong");
        await Expect(flow.First).ToHaveTextAsync(Figure(), new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });
        await Expect(page.Locator(".fleet")).ToContainTextAsync(Figure());
        await Accessibility.AssertNoSeriousViolationAsync(page);
        var text = await page.InnerTextAsync("main");
        Assert.DoesNotContain("CASE-", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Key(), text);
        var size = await flow.First.EvaluateAsync<double>("e => parseFloat(getComputedStyle(e).fontSize)");
        Assert.True(size >= 40, $"Figures of {size} px cannot be read across a hall.");
        var side = await page.Locator(".block li").First.EvaluateAsync<double>("e => parseFloat(getComputedStyle(e).fontSize)");
        Assert.True(side >= 28, $"Indicators of {side} px cannot be read across a hall.");
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(2560, 1440)]
    public async Task Every_figure_of_the_day_fits_its_tile_and_is_exact_on_hover(int width, int height)
    {
        var (page, errors) = await district.OpenAsync("leader", width, height);
        await page.GotoAsync("/screen");
        await Expect(page.Locator(".flow strong").First).ToHaveTextAsync(Figure(), new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });

        var wide = await page.Locator(".flow > div").EvaluateAllAsync<string[]>("tiles => tiles.filter(tile => tile.scrollWidth > tile.clientWidth).map(tile => tile.textContent)");
        Assert.Empty(wide);
        Assert.Matches("^[0-9,]+$", await page.Locator(".flow > div").First.GetAttributeAsync("title"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_day_goes_on_what_the_simulated_trucks_send_is_counted()
    {
        var before = await EventsAsync();
        await district.UntilAsync("the screen counts more", async () => await EventsAsync() > before);
    }

    private async Task<long> EventsAsync() => (await district.GetAsync("leader", "overview")).GetProperty("today").GetProperty("events").GetInt64();

    [GeneratedRegex("[1-9]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Figure();

    [GeneratedRegex("[0-9]{10,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
