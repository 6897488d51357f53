using System.Text.RegularExpressions;
using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>The one search field, by keyboard: what somebody heard on the phone leads to the page about it.</summary>
[Collection(DemoPages.Name)]
public sealed class SearchPageTests(DemoDistrict district)
{
    [Fact]
    public async Task The_end_of_an_id_leads_to_its_case_a_plate_to_its_track_and_its_cases_and_a_cell_to_its_queue()
    {
        var home = (await district.GetAsync("analyst", "cases?scenario=group-rental&state=all&limit=1")).GetProperty("cases")[0];
        var (id, cell) = (home.GetProperty("case_id").GetString()!, home.GetProperty("grid_cell").GetString()!);
        var truck = (await district.GetAsync("analyst", "cases?scenario=muck-truck&state=all&limit=1")).GetProperty("cases")[0].GetProperty("subject").GetString()!;
        var plate = await district.CityOps.QueryAsync($"SELECT any(plate) FROM cityops.trucks WHERE truck_id = '{truck}'");
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases");
        await Expect(page.Locator(".list [role=option]").First).ToBeVisibleAsync();

        await SearchAsync(page, id[^4..].ToLowerInvariant(), id);
        await Expect(page).ToHaveURLAsync(new Regex($"/cases/{id}", RegexOptions.None, TimeSpan.FromSeconds(1)));

        await SearchAsync(page, plate[1..], "的轨迹");
        await Expect(page).ToHaveURLAsync(new Regex($"/tracks\\?truck={truck}", RegexOptions.None, TimeSpan.FromSeconds(1)));

        await SearchAsync(page, cell, "网格");
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"网格 {cell}" })).ToBeVisibleAsync();
        await Expect(page.Locator(".list [role=option]", new PageLocatorOptions { HasText = id })).ToBeVisibleAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("handover")]
    [InlineData("交接")]
    public async Task A_page_within_a_room_is_found_by_its_name_in_either_language(string text)
    {
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases");
        await Expect(page.Locator(".list [role=option]").First).ToBeVisibleAsync();

        await SearchAsync(page, text, "交接班");

        await Expect(page).ToHaveURLAsync(new Regex("/shifts/handover", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Empty(errors);
    }

    /// <summary>Types, waits until the first entry says so, and opens it.</summary>
    private static async Task SearchAsync(IPage page, string text, string expected)
    {
        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Combobox).FillAsync(text);
        await Expect(page.Locator("#palette-0")).ToContainTextAsync(expected);
        await page.Keyboard.PressAsync("Enter");
    }
}
