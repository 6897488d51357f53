using System.IO.Compression;
using System.Text.Json;
using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>An inspector's shift on a phone of 360 px: with a network, without, and with one again.</summary>
[Collection(DemoPages.Name)]
public sealed class PhonePageTests(DemoDistrict district)
{
    private const int MaxScriptBytes = 350 * 1024;

    [Fact]
    public async Task An_order_is_done_without_a_network_survives_a_reload_and_is_sent_once_when_there_is_one()
    {
        var (page, errors) = await district.OpenAsync("inspector", 360, 740);
        var (caseId, orderId) = await district.DispatchAsync("muck-truck");
        var photographs = await MayAsync(page, "photos.add");
        var waiting = photographs ? 3 : 2;
        await page.GotoAsync("/phone");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
        await page.ReloadAsync();
        await page.Locator($"a[href='/phone/{orderId}']").ClickAsync();
        await Expect(Primary(page)).ToHaveTextAsync("接单");
        await Accessibility.AssertNoSeriousViolationAsync(page);

        await page.Context.SetOfflineAsync(true);
        await Primary(page).ClickAsync();
        await Expect(Queue(page)).ToContainTextAsync("1 项待发送");
        await Expect(Primary(page)).ToHaveTextAsync("我到了");
        await Primary(page).ClickAsync();
        await AnswerAllAsync(page);
        if (photographs)
        {
            await page.Locator("input[type=file]").SetInputFilesAsync(await PictureAsync(page));
            await Expect(page.Locator(".body img")).ToHaveCountAsync(1);
            await page.ReloadAsync();
            await Expect(page.Locator(".body img")).ToHaveCountAsync(1);
            await Primary(page).ClickAsync();
        }

        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "属实", Exact = true }).ClickAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await Primary(page).ClickAsync();
        await Expect(Queue(page)).ToContainTextAsync($"{waiting} 项待发送");
        // The page moves on within its document, which loads nothing.
        await Expect(page).ToHaveURLAsync("/phone");
        await page.ReloadAsync();
        await Expect(Queue(page)).ToContainTextAsync($"没有网络 · {waiting} 项待发送");
        await Expect(page.Locator($"a[href='/phone/{orderId}']")).ToContainTextAsync("结果待发送");

        await page.Context.SetOfflineAsync(false);
        await Expect(Queue(page)).ToContainTextAsync("全部已发送");

        var detail = await district.GetAsync("reviewer", $"cases/{caseId}");
        Assert.Single(detail.GetProperty("history").EnumerateArray(), e => e.GetProperty("kind").GetString() == "outcome_reported");
        if (photographs)
        {
            var photo = Assert.Single((await district.GetAsync("reviewer", $"work-orders/{orderId}/photos")).EnumerateArray());
            Assert.Equal(121.5, photo.GetProperty("lon").GetDouble(), 3);
            Assert.NotEqual(JsonValueKind.Null, photo.GetProperty("taken_at").ValueKind);
        }

        var leader = district.Client("leader");
        await DemoDistrict.GiveAsync(leader, $"cases/{caseId}/verification", new { passed = true });
        var closed = await DemoDistrict.GiveAsync(leader, $"cases/{caseId}/closing", new { });
        Assert.Equal("closed", closed.GetProperty("stage").GetString());
        Assert.Empty(errors);
    }

    [Fact]
    public async Task An_address_opens_with_a_reason_counts_down_is_kept_nowhere_and_the_auditor_finds_who_opened_it()
    {
        var (page, errors) = await district.OpenAsync("inspector", 360, 740);
        Assert.SkipUnless(await MayAsync(page, "reveals.make"), "This server opens no addresses.");
        var (caseId, orderId) = await district.DispatchAsync("group-rental");
        await page.GotoAsync($"/phone/{orderId}");
        await page.GetByText("查看地址").ClickAsync();
        await Expect(page.Locator("dialog .primary")).ToBeDisabledAsync();
        await page.GetByText("现在上门核查").ClickAsync();
        await page.Locator("dialog .primary").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Timer)).ToContainTextAsync("后自动隐藏");
        var address = await page.Locator(".address").InnerTextAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("查看地址")).ToBeVisibleAsync();
        Assert.DoesNotContain(address, await page.ContentAsync(), StringComparison.Ordinal);

        var (audit, auditErrors) = await district.OpenAsync("auditor");
        await audit.GotoAsync("/admin/audit");
        await audit.GetByPlaceholder("CASE-…").FillAsync(caseId);
        await audit.Locator("form .primary").ClickAsync();
        var row = audit.Locator("tbody tr", new PageLocatorOptions { HasText = "查看地址" });
        await Expect(row.First).ToContainTextAsync("demo-inspector");
        await Expect(row.First).ToContainTextAsync("现在上门核查");
        await Accessibility.AssertNoSeriousViolationAsync(audit);
        Assert.DoesNotContain(address, await audit.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(errors.Concat(auditErrors));
    }

    [Fact]
    public async Task Scripts_of_the_phone_stay_under_their_limit()
    {
        var (page, _) = await district.OpenAsync("inspector", 360, 740);
        var files = await page.EvaluateAsync<JsonElement>("() => fetch('/phone-files.json').then(a => a.json())");
        var scripts = files.GetProperty("files").EnumerateArray().Select(f => f.GetString()!).Where(f => f.EndsWith(".js", StringComparison.Ordinal)).ToList();

        using var client = new HttpClient { BaseAddress = district.CityOps.Web };
        var bytes = 0L;
        foreach (var script in scripts)
        {
            bytes += Gzipped(await client.GetByteArrayAsync(script));
        }

        Assert.InRange(bytes, 1, MaxScriptBytes);
        var loaded = new List<string>();
        page.Request += (_, request) => loaded.Add(new Uri(request.Url).AbsolutePath);
        await page.GotoAsync("/phone");
        await page.Locator(".phone").WaitForAsync();
        Assert.Empty(loaded.Where(path => path.EndsWith(".js", StringComparison.Ordinal)).Except([.. scripts, "/phone-worker.js"]));
    }

    private static ILocator Primary(IPage page) => page.Locator("footer .primary");

    private static ILocator Queue(IPage page) => page.Locator(".queue");

    private static Task<bool> MayAsync(IPage page, string right) =>
        page.EvaluateAsync<bool>("right => fetch('/api/v1/me').then(a => a.json()).then(me => me.rights.includes(right))", right);

    // Where the scenario has a checklist, yes to every line of it.
    private static async Task AnswerAllAsync(IPage page)
    {
        if (await page.Locator("fieldset").CountAsync() == 0)
        {
            return;
        }

        foreach (var line in await page.Locator("fieldset").AllAsync())
        {
            await line.GetByText("是", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        }

        await Primary(page).ClickAsync();
    }

    private static async Task<FilePayload> PictureAsync(IPage page) =>
        new() { Name = "photo.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync() };

    private static long Gzipped(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.Length;
    }
}
