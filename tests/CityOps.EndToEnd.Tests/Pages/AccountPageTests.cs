using System.Net.Http.Json;
using CityOps.EndToEnd.Tests.Support;
using CityOps.Tests.Shared;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>Somebody with an account signs in on the page, takes an authenticator app and signs in with it.</summary>
[Collection(DemoPages.Name)]
public sealed class AccountPageTests(DemoDistrict district)
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Signs_in_with_a_password_and_from_then_on_with_the_app_too()
    {
        var (page, errors) = await district.OpenAsync("analyst");
        await page.Context.ClearCookiesAsync();
        using var admin = district.CityOps.Client("security_admin");
        (await admin.PostAsJsonAsync("/api/v1/accounts", new { name = "chen", password = Password, roles = new[] { "analyst" } })).EnsureSuccessStatusCode();

        await page.GotoAsync("/account");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "请登录" })).ToBeVisibleAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await FillAsync(page, "a wrong password");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("账号、密码或验证码不对");
        await FillAsync(page, Password);

        await Expect(page.Locator("[data-account]")).ToContainTextAsync("chen");
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await page.Locator("[name=totp-password]").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "设置" }).ClickAsync();
        var secret = await page.Locator("[data-account] code").InnerTextAsync();
        await page.Locator("[name=code]").FillAsync(AuthenticatorApp.CodeOf(secret, TimeProvider.System));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "确认" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "已启用" })).ToBeVisibleAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/account");
        await FillAsync(page, Password);

        // The code of the step that was confirmed opens nothing again; the next is taken early.
        await page.Locator("[name=code]").FillAsync(AuthenticatorApp.CodeOf(secret, TimeProvider.System, 1));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "登录", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-account]")).ToContainTextAsync("chen");
        Assert.Empty(errors);
    }

    private static async Task FillAsync(IPage page, string password)
    {
        await page.Locator("[name=username]").FillAsync("chen");
        await page.Locator("[name=password]").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "登录", Exact = true }).ClickAsync();
    }
}
