using System.Text;
using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>Who keeps it running: health, and what was refused.</summary>
[Collection(DemoPages.Name)]
public sealed class AdminPageTests(DemoDistrict district)
{
    [Fact]
    public async Task Health_names_every_consumer_and_refused_rows_are_counted_by_reason_and_sent_again_with_a_note()
    {
        var (page, errors) = await district.OpenAsync("system_admin");
        await page.GotoAsync("/admin/health");
        await Expect(page.Locator("tbody")).ToContainTextAsync(["casework", "landing"]);
        await Accessibility.AssertNoSeriousViolationAsync(page);

        var gateway = district.Client("ingest");
        using var row = new StringContent("meter_id,dwelling_id,utility,read_at,register\nM-1,D-1,steam,2026-03-01T08:00:00+08:00,1\n", Encoding.UTF8, "text/csv");
        await gateway.PostAsync("/ingest/v1/meter-readings", row);
        await page.GotoAsync("/admin/quality");
        var refused = page.Locator("tbody tr", new PageLocatorOptions { HasText = "utility" }).First;
        await Expect(refused).ToBeVisibleAsync();
        await Accessibility.AssertNoSeriousViolationAsync(page);
        await refused.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByLabel("说明").FillAsync("列已修正");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.GetByText("仍被拒 1 条")).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Quality_shows_how_much_came_by_town_and_day_how_late_and_what_is_known()
    {
        await district.UntilCasesAsync("group-rental", 1);
        var (page, errors) = await district.OpenAsync("system_admin");
        await page.GotoAsync("/admin/quality");
        var coverage = page.Locator("section.panel", new PageLocatorOptions { Has = page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "完整率" }) });
        await Expect(coverage.Locator("tbody tr").First).ToContainTextAsync("%");
        await Expect(coverage.Locator("tbody tr").First.Locator("svg rect.known")).ToHaveCountAsync(28);
        Assert.True(await coverage.Locator("tbody tr").CountAsync() > 2, "Each town has a row.");

        await coverage.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "车辆定位" }).ClickAsync();
        await Expect(coverage).ToContainTextAsync("停着不报不算缺");
        await Expect(page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "迟到" }).Locator("tbody tr")).ToHaveCountAsync(6);
        await Expect(page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "房屋信息的完整程度" }).Locator("tbody tr").First).ToContainTextAsync("100 %");
        await Accessibility.AssertNoSeriousViolationAsync(page);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task The_audit_says_why_in_the_language_and_by_the_clock_of_the_page_and_the_log_stays_as_it_is()
    {
        await district.UntilAsync("a filed case in the audit", async () => (await district.GetAsync("auditor", "audit?action=case_reviewed&limit=1")).GetProperty("entries").GetArrayLength() > 0);
        var raw = (await district.GetAsync("auditor", "audit?action=case_reviewed&limit=1")).GetProperty("entries")[0].GetProperty("reason").GetString()!;
        Assert.StartsWith("event ", raw, StringComparison.Ordinal);
        var (page, errors) = await district.OpenAsync("auditor");

        await page.GotoAsync("/admin/audit?action=case_reviewed");
        var row = page.Locator("tbody tr").First;
        await Expect(row).ToContainTextAsync("步");
        await Expect(row).Not.ToContainTextAsync("event ");
        await Expect(row.Locator("td").Nth(4)).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("日志原文：event ", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.EvaluateAsync("() => localStorage.setItem('cityops.language', 'en')");
        await page.ReloadAsync();
        await Expect(row).ToContainTextAsync("step ");
        await Accessibility.AssertNoSeriousViolationAsync(page);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_part_or_the_jobs_that_are_not_theirs_say_who_may_see_them()
    {
        var (page, _) = await district.OpenAsync("system_admin");
        await page.GotoAsync("/admin/audit");
        await Expect(page.Locator("[data-refused]")).ToContainTextAsync("可以进入的角色：审计员");
        await Accessibility.AssertNoSeriousViolationAsync(page);

        var (analyst, _) = await district.OpenAsync("analyst");
        var answer = await analyst.GotoAsync("/jobs");
        Assert.Equal(403, answer!.Status);
        await Expect(analyst.Locator("[data-refused]")).ToContainTextAsync("系统管理员");
    }

    [Fact]
    public async Task The_audit_has_room_for_its_words_on_a_tablet()
    {
        var (page, errors) = await district.OpenAsync("auditor", 768, 1024);
        await page.GotoAsync("/admin/audit");
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();

        var widths = await page.EvaluateAsync<double[]>("() => ['.subject', '.why'].map((cell) => document.querySelector(`tbody ${cell}`).getBoundingClientRect().width)");
        Assert.All(widths, width => Assert.True(width >= 200, $"A column of {width} px breaks ids and reasons in pieces."));
        Assert.Empty(errors);
    }
}
