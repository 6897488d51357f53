using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>The shift room: one shift hands over to the next, and a campaign gets its frozen list.</summary>
[Collection(DemoPages.Name)]
public sealed class ShiftPageTests(DemoDistrict district)
{
    [Fact]
    public async Task A_handover_is_drafted_by_the_system_and_signed_by_both_shifts()
    {
        await district.UntilCasesAsync("muck-truck", 1);
        var (analyst, errors) = await district.OpenAsync("analyst");
        await analyst.GotoAsync("/shifts/handover");
        await analyst.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "起草" }).ClickAsync();
        await Expect(analyst.Locator(".sheet")).ToContainTextAsync("渣土车");
        await analyst.GetByLabel("交代事项").FillAsync("川沙两件快到期，先看。");
        await analyst.GotoAsync("/shifts/campaigns");
        await Expect(analyst.GetByText("审核员或值班领导可以新建")).ToBeVisibleAsync();
        await analyst.GotoAsync("/shifts/handover");
        await Expect(analyst.GetByLabel("交代事项")).ToHaveValueAsync("川沙两件快到期，先看。");
        await analyst.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "交班签字" }).ClickAsync();
        var asked = analyst.GetByRole(AriaRole.Dialog);
        await Expect(asked).ToContainTextAsync("demo-analyst");
        await Expect(asked).ToContainTextAsync("川沙两件快到期，先看。");
        await Expect(analyst.Locator(".sheet .state")).ToHaveTextAsync("草稿");
        await Accessibility.AssertNoSeriousViolationAsync(analyst);
        await asked.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "确认签字" }).ClickAsync();
        await Expect(analyst.Locator(".sheet")).ToContainTextAsync("须由另一人接班签字");
        await Expect(analyst.Locator(".sheet textarea")).ToHaveCountAsync(0);

        var (reviewer, more) = await district.OpenAsync("reviewer");
        await reviewer.GotoAsync("/shifts/handover");
        await Expect(reviewer.Locator(".sheet")).ToContainTextAsync("川沙两件快到期，先看。");
        await reviewer.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "接班签字" }).ClickAsync();
        await reviewer.Keyboard.PressAsync("Control+Enter");
        await Expect(reviewer.Locator(".sheet .state")).ToHaveTextAsync("已交接");
        await Accessibility.AssertNoSeriousViolationAsync(reviewer);
        Assert.Empty(errors.Concat(more));
    }

    [Fact]
    public async Task A_campaign_is_planned_its_list_frozen_and_its_result_sheet_shown()
    {
        await district.UntilCasesAsync("group-rental", 1);
        var (page, errors) = await district.OpenAsync("leader");
        await page.GotoAsync("/shifts/campaigns");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "新建专项整治" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("名称").FillAsync("冬季群租整治");
        await Expect(dialog).ToContainTextAsync("还缺：目的、队伍");
        await dialog.GetByLabel("目的").FillAsync("供暖季前消除火灾隐患");
        await dialog.GetByLabel("场景").SelectOptionAsync("group-rental");
        await dialog.GetByRole(AriaRole.Checkbox).First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await Expect(dialog.GetByRole(AriaRole.Checkbox, new LocatorGetByRoleOptions { Checked = true })).ToHaveCountAsync(2);
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await page.Keyboard.PressAsync("Control+Enter");

        await page.GetByLabel("最多件数").FillAsync("1");
        await Expect(page.Locator("form [role=status]")).ToContainTextAsync("取 1 件");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "冻结名单" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("取 1 件");
        await Expect(dialog).ToContainTextAsync("冻结人：demo-leader");
        await Expect(dialog).ToContainTextAsync("网格队");
        await Expect(dialog).ToContainTextAsync("在办案件");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.GetByText("demo-leader 于")).ToBeVisibleAsync();
        await Expect(page.Locator(".rows tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator(".rows tbody tr").First).ToContainTextAsync("网格队");
        await Accessibility.AssertNoSeriousViolationAsync(page);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_brief_names_its_period_goes_on_to_the_next_and_is_downloaded()
    {
        await district.UntilCasesAsync("muck-truck", 1);
        var (page, errors) = await district.OpenAsync("leader");
        await page.GotoAsync("/shifts/briefs/month");
        await Expect(page.Locator("section.panel dl")).ToContainTextAsync("立案");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "下一期" }).ClickAsync();
        await Expect(page.GetByText("统计期未结束")).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "XLSX" }).ClickAsync());

        Assert.Matches("^month-.*\\.xlsx$", download.SuggestedFilename);
        Assert.Empty(errors);
    }
}
