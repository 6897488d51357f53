using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using CityOps.EndToEnd.Tests.Support;
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
        using var admin = await district.CityOps.ClientAsync("security_admin");
        (await admin.PostAsJsonAsync("/api/v1/accounts", new { name = "chen", password = Password, roles = new[] { "analyst" } })).EnsureSuccessStatusCode();

        await page.GotoAsync("/account");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "请登录" })).ToBeVisibleAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await FillAsync(page, "a wrong password");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await FillAsync(page, Password);

        await Expect(page.Locator("[data-account]")).ToContainTextAsync("chen");
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await page.Locator("[name=totp-password]").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "设置" }).ClickAsync();
        var secret = await page.Locator("[data-account] code").InnerTextAsync();
        await page.Locator("[name=code]").FillAsync(CodeOf(secret, 0));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "确认" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "已启用" })).ToBeVisibleAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/account");
        await FillAsync(page, Password);

        // The code of the step that was confirmed opens nothing again; the next is taken early.
        await page.Locator("[name=code]").FillAsync(CodeOf(secret, 1));
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

    private static string CodeOf(string secret, int stepsAhead)
    {
        var bits = string.Concat(secret.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] key = [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + stepsAhead);
#pragma warning disable CA5350 // What the standard and the apps use.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
