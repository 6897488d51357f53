using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>A truck's case on paper: every evidence with its map and time line, and nothing to press.</summary>
[Collection(DemoPages.Name)]
public sealed class PrintPageTests(DemoDistrict district)
{
    [Fact]
    public async Task Each_evidence_is_printed_with_its_map_without_controls_and_says_who_printed_it()
    {
        string? id = null;
        await district.UntilAsync("a truck's case with two pieces of evidence", async () =>
            (id = (await district.GetAsync("analyst", "cases?scenario=muck-truck&kind=dumping&state=all&limit=100")).GetProperty("cases").EnumerateArray()
                .Where(c => c.GetProperty("evidence_count").GetInt32() > 1).OrderBy(c => c.GetProperty("evidence_count").GetInt32()).Select(c => c.GetProperty("case_id").GetString()).FirstOrDefault()) is not null);
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync($"/cases/{id}?state=all");
        await page.Locator(".replay .timeline").First.WaitForAsync();
        var evidence = await page.Locator("section.evidence > button.head").CountAsync();
        await page.EvaluateAsync("() => { window.print = () => (document.title = 'printed') }");

        await page.Keyboard.PressAsync("Control+p");
        await Expect(page).ToHaveTitleAsync("printed", new PageAssertionsToHaveTitleOptions { Timeout = 30_000 });
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.True(evidence > 1);
        await Expect(page.Locator(".replay .timeline")).ToHaveCountAsync(evidence);
        await Expect(page.GetByText("打印人：demo-analyst")).ToBeVisibleAsync();
        foreach (var control in (string[])[".replay .button", ".replay .speeds", ".replay input", ".maplibregl-ctrl-group", ".played > a", ".skip"])
        {
            await Expect(page.Locator(control).First).ToBeHiddenAsync();
        }

        await page.EvaluateAsync("() => window.dispatchEvent(new Event('afterprint'))");
        await Expect(page.Locator("section.evidence > .content")).ToHaveCountAsync(1);
        Assert.Empty(errors);
    }
}
