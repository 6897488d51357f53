using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>Who dispatches: by mouse and by keyboard.</summary>
[Collection(DemoPages.Name)]
public sealed class BoardPageTests(DemoDistrict district)
{
    [Fact]
    public async Task A_filed_case_is_assigned_by_keyboard_then_another_by_dragging_it_onto_that_person()
    {
        var first = await district.FileCaseAsync("muck-truck");
        var second = await district.FileCaseAsync("muck-truck");
        var (page, errors) = await district.OpenAsync("reviewer");
        await page.GotoAsync("/board");

        await Card(page, first).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("其他账号").ClickAsync();
        await page.GetByLabel("网格员的账号").FillAsync("li");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(Column(page, "待接单")).ToContainTextAsync(first);
        await Accessibility.AssertNoSeriousViolationAsync(page);

        await Card(page, second).DragToAsync(page.Locator("[data-inspector=li]"));
        await Expect(page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "li" })).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(Column(page, "待接单")).ToContainTextAsync(second);
        await Expect(page.Locator("[data-inspector=li]")).ToContainTextAsync("在办 2");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Enter_on_a_card_only_opens_the_dialog_however_long_it_is_held_and_a_chord_does_nothing()
    {
        var id = await district.FileCaseAsync("muck-truck");
        var (page, errors) = await district.OpenAsync("reviewer");
        await page.GotoAsync("/board");
        await Card(page, id).FocusAsync();

        await page.Keyboard.PressAsync("Control+Enter");
        await page.Keyboard.PressAsync("Shift+Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Keyboard.DownAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Radio).First.WaitForAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Radio).First.FocusAsync();
        await page.Keyboard.DownAsync("Enter");
        await page.Keyboard.UpAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        Assert.Equal("filed", (await district.GetAsync("reviewer", $"cases/{id}")).GetProperty("case").GetProperty("stage").GetString());
        Assert.Empty(errors);
    }

    [Fact]
    public async Task People_on_duty_stand_on_the_map_say_why_there_and_take_a_case_that_is_dropped_on_them()
    {
        var id = await district.FileCaseAsync("muck-truck");
        var (page, errors) = await district.OpenAsync("leader");
        await page.GotoAsync("/board");
        var wang = page.Locator("[data-inspector-map=wang]");

        // By key: what is known of them, and that it is no live position.
        await wang.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".about")).ToContainTextAsync("不是实时位置");
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".about")).ToHaveCountAsync(0);

        await Card(page, id).DragToAsync(wang);
        await Expect(page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "wang" })).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(Column(page, "待接单")).ToContainTextAsync(id);
        await Expect(wang).ToContainTextAsync("1");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task On_a_phone_one_column_is_shown_and_the_others_are_a_tap_away()
    {
        var (page, errors) = await district.OpenAsync("leader", 360, 740);
        await page.GotoAsync("/board");

        await Expect(Column(page, "待派遣")).ToBeVisibleAsync();
        await Expect(Column(page, "待核查")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "待核查" }).ClickAsync();
        await Expect(Column(page, "待核查")).ToBeVisibleAsync();
        await Expect(Column(page, "待派遣")).ToBeHiddenAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task An_inspector_reaches_the_board_neither_by_its_address_nor_by_its_requests()
    {
        var (page, _) = await district.OpenAsync("inspector");

        await page.GotoAsync("/board");

        await Expect(page.Locator(".columns")).ToHaveCountAsync(0);
        Assert.Equal(403, await page.EvaluateAsync<int>("() => fetch('/api/v1/cases/CASE-1/work-orders', { method: 'POST', headers: { 'X-CityOps-Request': '1', 'Content-Type': 'application/json' }, body: '{}' }).then(a => a.status)"));
    }

    private static ILocator Card(IPage page, string caseId) => page.Locator("li.card", new PageLocatorOptions { HasText = caseId });

    private static ILocator Column(IPage page, string title) => page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = title });
}
