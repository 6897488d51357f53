using System.Net;
using System.Net.Http.Headers;
using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>Who gives access: accounts of people, tokens of programs.</summary>
[Collection(DemoPages.Name)]
public sealed class AccessPageTests(DemoDistrict district)
{
    [Fact]
    public async Task An_account_is_made_with_roles_that_go_together_and_then_disabled()
    {
        var (page, errors) = await district.OpenAsync("security_admin");
        await page.GotoAsync("/admin/accounts");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "新建账号" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("[name=account-name]").FillAsync("liu");
        await dialog.Locator("[name=account-password]").FillAsync("twelve characters");
        await dialog.GetByLabel("网格员").CheckAsync();
        await Expect(dialog.GetByLabel("审核员")).ToBeDisabledAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await page.Keyboard.PressAsync("Control+Enter");
        var row = page.Locator("[data-account-row=liu]");
        await Expect(row).ToContainTextAsync("网格员");
        await Expect(row).ToContainTextAsync("可用");

        await row.GetByRole(AriaRole.Button).ClickAsync();
        await dialog.GetByLabel("停用").CheckAsync();
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(row).ToContainTextAsync("已停用");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_token_is_shown_once_opens_what_it_may_and_nothing_once_revoked()
    {
        var (page, errors) = await district.OpenAsync("security_admin");
        await page.GotoAsync("/admin/tokens");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "新建令牌" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("[name=token-name]").FillAsync("weekly report");
        await dialog.GetByLabel("领导").CheckAsync();
        await dialog.GetByLabel("summary.read").CheckAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        using var program = district.CityOps.Client("ingest");
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await page.Locator("[data-token]").InnerTextAsync());
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "关闭" }).Last.ClickAsync();
        var row = page.Locator("[data-token-row='token:weekly report']");
        await Expect(row).ToContainTextAsync("有效");
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/overview")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.GetAsync("/api/v1/cases")).StatusCode);

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "撤销" }).ClickAsync();
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(row).ToContainTextAsync("已撤销");
        Assert.Empty(errors);
    }
}
