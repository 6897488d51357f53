using System.Text;
using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>What the system's administrator keeps: standard elements, sites and permits.</summary>
[Collection(DemoPages.Name)]
public sealed class RegisterPageTests(DemoDistrict district)
{
    [Fact]
    public async Task A_file_of_holidays_is_previewed_and_taken_over_only_when_nothing_in_it_is_wrong()
    {
        var (page, errors) = await district.OpenAsync("system_admin");
        await page.GotoAsync("/elements/calendar_day");
        await page.GetByLabel("从 CSV 或 Excel 导入").SetInputFilesAsync(Csv("day,workday,zh\n2027-12-24,false,区运动会\n2027-02-30,false,没有这一天\n"));
        await Expect(page.Locator(".preview")).ToContainTextAsync("有误");
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "确认导入" })).ToBeDisabledAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);

        await page.GetByLabel("从 CSV 或 Excel 导入").SetInputFilesAsync(Csv("day,workday,zh\n2027-12-24,false,区运动会\n"));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "确认导入" }).ClickAsync();

        await Expect(page.Locator(".preview")).ToHaveCountAsync(0);
        await Expect(page.Locator("tbody tr", new PageLocatorOptions { HasText = "2027-12-24" })).ToContainTextAsync("区运动会");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_time_limit_is_changed_as_a_version_and_its_history_says_by_whom()
    {
        var (page, errors) = await district.OpenAsync("system_admin");
        await page.GotoAsync("/elements/limit");
        var row = page.Locator("tbody tr", new PageLocatorOptions { HasText = "渣土车" }).Filter(new LocatorFilterOptions { HasText = "核查" });
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "修改" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("数量").FillAsync("3");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(row).ToContainTextAsync("3");

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "1", Exact = true }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("demo-system_admin");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_boundary_that_crosses_itself_and_lines_that_are_no_place_are_pointed_out_before_anything_is_sent()
    {
        var (page, errors) = await district.OpenAsync("system_admin");
        await page.GotoAsync("/sites");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "画新场地" }).ClickAsync();
        await page.GetByLabel("边界").FillAsync("121.60, 31.20\n121.61, 31.21\n121.61, 31.20\n121.60, 31.21\n外环边上");
        await page.GetByLabel("边界").BlurAsync();

        await Expect(page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = "交叉" })).ToContainTextAsync("第 1 点和第 3 点");
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = "第 5 行" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "登记", Exact = true })).ToBeDisabledAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_site_is_registered_by_its_corners_and_ended_with_a_reason()
    {
        var (page, errors) = await district.OpenAsync("system_admin");
        await page.GotoAsync("/sites");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "画新场地" }).ClickAsync();
        await page.GetByLabel("编号").FillAsync("test-site-1");
        await page.GetByLabel("名称").FillAsync("临时消纳场");
        await page.GetByLabel("类型").SelectOptionAsync("disposal");
        await page.GetByLabel("边界").FillAsync("121.60, 31.20\n121.61, 31.20\n121.61, 31.21");
        await page.GetByLabel("理由").FillAsync("区建委批复，试用");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "登记", Exact = true }).ClickAsync();
        var row = page.Locator("tbody tr", new PageLocatorOptions { HasText = "test-site-1" });
        await Expect(row).ToContainTextAsync("消纳场", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "终止" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("理由").FillAsync("试用结束，场地关闭");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "终止" })).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 30_000 });
        Assert.Equal("1", await district.CityOps.QueryAsync("SELECT count() FROM cityops.sites FINAL WHERE site_id = 'test-site-1' AND valid_to IS NOT NULL"));
        Assert.Empty(errors);
    }

    private static FilePayload Csv(string text) => new() { Name = "file.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };
}
