using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>The analyst's queue. What is done there is done on the server: whoever else looks sees it.</summary>
[Collection(DemoPages.Name)]
public sealed class QueuePageTests(DemoDistrict district)
{
    private const string Permitted = "permitted";

    [Fact]
    public async Task Ten_truck_incidents_are_cleared_by_keyboard_alone_and_the_last_is_taken_back()
    {
        await district.UntilCasesAsync("muck-truck", 11);
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases?scenario=muck-truck&state=detected&sort=opened");
        await Rows(page).First.WaitForAsync();
        await page.PressOnPageAsync("j");
        var digit = await DigitOfAsync(page, Permitted);
        var cleared = new List<string>();
        while (cleared.Count < 10)
        {
            var id = await SelectedAsync(page, except: cleared);
            await page.PressOnPageAsync("x");
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Radio).First.WaitForAsync();
            await page.Keyboard.PressAsync(digit);
            cleared.Add(id);
        }

        await district.UntilAsync("ten cases are dismissed", async () => (await Task.WhenAll(cleared.Select(StageAsync))).All(stage => stage == "dismissed"));
        await SelectedAsync(page, except: cleared);
        await page.PressOnPageAsync("z");
        await district.UntilAsync("the last of them is open again", async () => await StageAsync(cleared[^1]) is "detected" or "triaged");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(cleared[^1], default, TimeSpan.FromSeconds(1)));
        Assert.Equal("dismissed", await StageAsync(cleared[0]));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_snoozed_case_is_out_of_everybodys_sight_and_comes_back_with_undo()
    {
        await district.UntilCasesAsync("group-rental", 1);
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases?scenario=group-rental&state=detected");
        await Rows(page).First.ClickAsync();
        var id = await SelectedAsync(page, except: []);
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "稍后" })).ToBeVisibleAsync();

        await page.PressOnPageAsync("h");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Radio).First.WaitForAsync();
        await page.Keyboard.PressAsync("1");

        await Expect(Row(page, id)).ToHaveCountAsync(0);
        Assert.DoesNotContain(id, await ListedAsync("reviewer", string.Empty));
        Assert.Contains(id, await ListedAsync("reviewer", "&hidden=true"));
        await page.PressOnPageAsync("z");
        await Expect(Row(page, id)).ToBeVisibleAsync();
        Assert.Contains(id, await ListedAsync("reviewer", string.Empty));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_case_is_merged_into_another_and_taken_apart_again()
    {
        await district.UntilCasesAsync("muck-truck", 2);
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases?scenario=muck-truck&state=detected");
        await Rows(page).First.ClickAsync();
        var id = await SelectedAsync(page, except: []);
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "重复" })).ToBeVisibleAsync();

        await page.PressOnPageAsync("m");
        var other = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Radio).First;
        await other.WaitForAsync();
        var into = await other.GetAttributeAsync("value");
        await page.Keyboard.PressAsync("1");

        await district.UntilAsync("the id leads to the other case", async () => (await district.GetAsync("analyst", $"cases/{id}")).GetProperty("case").GetProperty("case_id").GetString() == into);
        await page.PressOnPageAsync("z");
        await district.UntilAsync("it is a case of its own", async () => (await district.GetAsync("analyst", $"cases/{id}")).GetProperty("case").GetProperty("case_id").GetString() == id);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Chosen_truck_incidents_are_decided_at_once_and_each_one_is_answered()
    {
        await district.UntilCasesAsync("muck-truck", 3);
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases?scenario=muck-truck&state=detected&sort=opened");
        await Rows(page).First.WaitForAsync();
        await page.PressOnPageAsync("j");
        var digit = await DigitOfAsync(page, Permitted);
        var chosen = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            chosen.Add(await SelectedAsync(page, except: chosen));
            await page.Keyboard.PressAsync("Space");
            await page.PressOnPageAsync("j");
        }

        await page.Locator("footer.bulk").GetByText("不予立案").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Radio).First.WaitForAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await page.Keyboard.PressAsync(digit);

        await Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("3 件成功");
        await Expect(dialog.GetByRole(AriaRole.Listitem)).ToContainTextAsync(chosen);
        Assert.All(await Task.WhenAll(chosen.Select(StageAsync)), stage => Assert.Equal("dismissed", stage));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_device_that_errs_is_muted_from_its_incident_and_believed_again()
    {
        var (page, errors) = await OpenDumpingAsync();

        await Expect(page.GetByText("近 90 天同类线索")).ToBeVisibleAsync();
        await page.GetByText("屏蔽“疑似偷倒”信号…").ClickAsync();
        await page.GetByLabel("设备哪里有问题").FillAsync("载重传感器一直报满载");
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByText("“疑似偷倒”已屏蔽至")).ToBeVisibleAsync();
        Assert.Single((await district.GetAsync("analyst", "scenarios/muck-truck/mutes")).GetProperty("mutes").EnumerateArray(), m => m.GetProperty("origin").GetString() == "by_hand");

        await page.GetByText("设备没坏，恢复").ClickAsync();
        await Expect(page.GetByText("屏蔽“疑似偷倒”信号…")).ToBeVisibleAsync();
        Assert.DoesNotContain((await district.GetAsync("analyst", "scenarios/muck-truck/mutes")).GetProperty("mutes").EnumerateArray(), m => m.GetProperty("origin").GetString() == "by_hand");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task P_plays_a_trucks_track_also_right_after_its_slider_was_moved()
    {
        var (page, errors) = await OpenDumpingAsync();
        var slider = page.GetByRole(AriaRole.Slider);
        await slider.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        var before = await slider.InputValueAsync();

        await page.Keyboard.PressAsync("p");

        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "暂停" })).ToBeVisibleAsync();
        await Expect(slider).Not.ToHaveValueAsync(before, new LocatorAssertionsToHaveValueOptions { Timeout = 60_000 });
        await page.Keyboard.PressAsync("p");
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "播放" })).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    // In whatever stage: other tests of this district may have decided all there is.
    private async Task<(IPage Page, List<string> Errors)> OpenDumpingAsync()
    {
        await district.UntilAsync("an incident of dumping", async () =>
            (await district.GetAsync("analyst", "cases?scenario=muck-truck&kind=dumping&state=all&limit=1")).GetProperty("cases").GetArrayLength() > 0);
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases?scenario=muck-truck&kind=dumping&state=all");
        await Rows(page).First.ClickAsync();
        return (page, errors);
    }

    private static ILocator Rows(IPage page) => page.Locator(".list [role=option]");

    private static ILocator Row(IPage page, string caseId) => page.Locator($"#row-{caseId}");

    /// <summary>The case whose actions the page shows, once it is none of those.</summary>
    private static async Task<string> SelectedAsync(IPage page, IReadOnlyCollection<string> except)
    {
        var handle = await page.WaitForFunctionAsync(
            """
            except => {
              const id = location.pathname.split('/')[2]
              const shown = document.querySelector('article header .facts span')?.textContent
              return id && shown === id && !except.includes(id) && !document.querySelector('[role=dialog]') ? id : false
            }
            """,
            except,
            new PageWaitForFunctionOptions { Timeout = 60_000, PollingInterval = 50 });
        return await handle.JsonValueAsync<string>();
    }

    private static async Task<string> DigitOfAsync(IPage page, string reason) => await page.EvaluateAsync<string>(
        """
        reason => fetch('/api/v1/meta').then(a => a.json())
          .then(meta => String(meta.scenarios.find(s => s.name === 'muck-truck').dismiss_reasons.findIndex(r => r.code === reason) + 1))
        """,
        reason);

    private async Task<string?> StageAsync(string caseId) => (await district.GetAsync("analyst", $"cases/{caseId}?as_it_is=true")).GetProperty("case").GetProperty("stage").GetString();

    private async Task<List<string>> ListedAsync(string role, string query) =>
        [.. (await district.GetAsync(role, $"cases?scenario=group-rental&limit=500{query}")).GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("case_id").GetString()!)];
}
