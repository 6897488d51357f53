using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>What keys do that were pressed where they mean something else, or nothing yet.</summary>
[Collection(DemoPages.Name)]
public sealed class KeysPageTests(DemoDistrict district)
{
    [Fact]
    public async Task With_cases_chosen_X_and_C_decide_on_those_and_not_on_the_open_one()
    {
        await district.UntilCasesAsync("muck-truck", 3);
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases?scenario=muck-truck&state=detected&sort=opened");
        await OpenFirstAsync(page);
        await page.Keyboard.PressAsync("Space");
        await page.PressOnPageAsync("j");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator("footer.bulk")).ToContainTextAsync("已选 2 件");
        await page.PressOnPageAsync("j");
        await Expect(page.Locator("article footer .button.primary")).ToBeVisibleAsync();

        await page.PressOnPageAsync("x");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("批量不予立案 2 件");
        await page.Keyboard.PressAsync("Escape");
        await page.PressOnPageAsync("c");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("批量立案 2 件");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_key_that_can_do_nothing_says_what_it_waits_for_and_a_filed_case_is_not_undone()
    {
        await district.UntilCasesAsync("group-rental", 1);
        var (page, errors) = await district.OpenAsync("reviewer");
        await page.GotoAsync("/cases?scenario=group-rental&state=detected");
        await OpenFirstAsync(page);

        await page.PressOnPageAsync("d");
        await Expect(page.Locator(".el-message--info")).ToContainTextAsync("还没有立案");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.PressOnPageAsync("c");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Radio).First.CheckAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".el-message--success")).ToBeVisibleAsync();
        await page.PressOnPageAsync("z");

        await Expect(page.Locator(".el-message--info").Last).ToContainTextAsync("立案不能撤销");
        Assert.Empty(errors);
    }

    private static async Task OpenFirstAsync(IPage page)
    {
        await page.Locator(".list [role=option]").First.WaitForAsync();
        await page.PressOnPageAsync("j");
        await page.Locator("article footer .button.primary").WaitForAsync();
    }
}
