using System.Globalization;
using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>Replays of several trucks, of which one may be none.</summary>
[Collection(DemoPages.Name)]
public sealed class TracksPageTests(DemoDistrict district)
{
    [Fact]
    public async Task A_truck_that_nobody_knows_and_a_window_that_ends_before_it_begins_are_named_and_the_rest_is_replayed()
    {
        await district.UntilCasesAsync("muck-truck", 1);
        var incident = (await district.GetAsync("analyst", "cases?scenario=muck-truck&kind=dumping&state=all&limit=1")).GetProperty("cases")[0];
        var truck = incident.GetProperty("subject").GetString()!;
        var at = (await district.GetAsync("analyst", $"cases/{incident.GetProperty("case_id").GetString()}")).GetProperty("evidence")[0].GetProperty("started_at").GetDateTimeOffset();
        var (page, errors) = await district.OpenAsync("analyst");

        await page.GotoAsync($"/tracks?truck=nobody&truck={truck}&from={Utc(at.AddHours(-1))}&to={Utc(at.AddHours(1))}");
        await Expect(page.Locator(".timeline")).ToBeVisibleAsync();
        await Expect(page.Locator(".deck .state")).ToContainTextAsync(truck);
        await Expect(page.GetByText("nobody 在这段时间没有定位点")).ToBeVisibleAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);

        await page.GetByLabel("从", new PageGetByLabelOptions { Exact = true }).FillAsync("2099-01-01T00:00");
        await page.GetByLabel("从", new PageGetByLabelOptions { Exact = true }).DispatchEventAsync("change");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("“从”要早于“到”");
        await Expect(page.Locator(".timeline")).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task On_a_phone_the_map_leaves_play_in_reach_and_the_speed_has_an_axis()
    {
        await district.UntilCasesAsync("muck-truck", 1);
        var incident = (await district.GetAsync("analyst", "cases?scenario=muck-truck&state=all&limit=1")).GetProperty("cases")[0];
        var at = (await district.GetAsync("analyst", $"cases/{incident.GetProperty("case_id").GetString()}")).GetProperty("evidence")[0].GetProperty("started_at").GetDateTimeOffset();
        var (page, errors) = await district.OpenAsync("analyst", 360, 740);
        await page.GotoAsync($"/tracks?truck={incident.GetProperty("subject").GetString()}&from={Utc(at.AddHours(-1))}&to={Utc(at.AddHours(1))}");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "播放" }).ClickAsync(new LocatorClickOptions { Timeout = 30_000 });

        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "暂停" })).ToBeVisibleAsync();
        var (map, deck) = (await page.Locator(".replay .canvas").BoundingBoxAsync(), await page.Locator(".deck").BoundingBoxAsync());
        Assert.True(map!.Y + map.Height <= deck!.Y + 1, $"The map ends at {map.Y + map.Height}, the deck begins at {deck.Y}.");
        await Expect(page.Locator(".timeline .lanes")).ToContainTextAsync("km/h");
        Assert.True(await page.Locator(".timeline .axis").CountAsync() >= 3);
        Assert.Empty(errors);
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
