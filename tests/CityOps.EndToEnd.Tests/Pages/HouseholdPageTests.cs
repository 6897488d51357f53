using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>A household's case gets the minutes it deserves: opened, reasoned by a named reviewer, and only then dispatched.</summary>
[Collection(DemoPages.Name)]
public sealed class HouseholdPageTests(DemoDistrict district)
{
    [Fact]
    public async Task A_household_case_is_opened_reasoned_and_dispatched()
    {
        await district.UntilCasesAsync("group-rental", 1);
        var (page, errors) = await district.OpenAsync("reviewer");
        await page.GotoAsync("/cases?scenario=group-rental&state=detected");
        await page.Locator(".list [role=option]").First.ClickAsync();
        await page.Locator(".multiples svg, .multiples canvas").First.WaitForAsync();
        var id = await page.Locator("article header .facts span").First.InnerTextAsync();
        await Expect(page.GetByText("为什么可能有误")).ToBeVisibleAsync();
        await Expect(page.Locator(".list i.box")).ToHaveCountAsync(0);
        Assert.False(await MayDispatchAsync(id), "A household's case is not dispatched before it is reviewed.");
        await Accessibility.AssertNoSeriousViolationAsync(page);

        await page.PressOnPageAsync("c");
        var reason = page.GetByRole(AriaRole.Radio).First;
        await reason.WaitForAsync();
        await page.Keyboard.PressAsync("1");
        await Expect(reason).ToBeCheckedAsync();
        Assert.Equal("detected", await StageAsync(id));
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("用水高峰在凌晨，六人以上。");
        await page.Keyboard.PressAsync("Control+Enter");
        await district.UntilAsync("the case is filed", async () => await StageAsync(id) == "filed");

        await page.Locator("article footer").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "派遣" }).WaitForAsync();
        await page.PressOnPageAsync("d");
        var proposed = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Radio, new LocatorGetByRoleOptions { Name = "demo-inspector" });
        await proposed.CheckAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await district.UntilAsync("an inspector is sent", async () => await StageAsync(id) == "dispatched");

        var filed = Assert.Single((await district.GetAsync("reviewer", $"cases/{id}")).GetProperty("history").EnumerateArray(), e => e.GetProperty("kind").GetString() == "filed");
        Assert.Equal("demo-reviewer", filed.GetProperty("actor_name").GetString());
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Its_evidence_is_printed_without_the_room_around_it()
    {
        await district.UntilCasesAsync("group-rental", 1);
        var (page, errors) = await district.OpenAsync("reviewer");
        await page.GotoAsync("/cases?scenario=group-rental&state=detected");
        await page.Locator(".list [role=option]").First.ClickAsync();
        await page.Locator(".multiples svg, .multiples canvas").First.WaitForAsync();

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Expect(page.Locator("article h1")).ToBeVisibleAsync();
        await Expect(page.Locator(".list")).ToBeHiddenAsync();
        await Expect(page.Locator("article footer")).ToBeHiddenAsync();
        await Expect(page.Locator("nav").First).ToBeHiddenAsync();
        Assert.Empty(errors);
    }

    private async Task<string?> StageAsync(string id) => (await district.GetAsync("reviewer", $"cases/{id}")).GetProperty("case").GetProperty("stage").GetString();

    private async Task<bool> MayDispatchAsync(string id) => (await district.GetAsync("reviewer", $"cases/{id}")).GetProperty("allowed_commands").EnumerateArray()
        .Any(c => c.GetProperty("kind").GetString() == "create_work_order");
}
