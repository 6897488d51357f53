using System.Text.Json;
using System.Text.RegularExpressions;
using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>What holds for each room: who may enter, for whom it can be read, and that it asks nobody but this machine.</summary>
[Collection(DemoPages.Name)]
public sealed partial class EveryPageTests(DemoDistrict district)
{
    /// <summary>Each page, a role that uses it, and something that is there once it is read; a request of it that a stranger tries.</summary>
    private static readonly RoomPage[] Rooms =
    [
        new("cases", "/cases", "analyst", ".list [role=option]", "/api/v1/cases?limit=1", ["scientist", "system_admin", "security_admin"]),
        new("evidence-dwelling", "/cases?scenario=group-rental&state=all", "reviewer", ".list [role=option]", "/api/v1/case-facets", ["scientist", "security_admin"]) { Opens = ".multiples svg, .multiples canvas" },
        new("evidence-truck", "/cases?scenario=muck-truck&kind=dumping&state=all", "analyst", ".list [role=option]", "/api/v1/scenarios/muck-truck/mutes", ["inspector", "scientist"]) { Opens = ".timeline svg" },
        new("tracks", "/tracks", "analyst", ".tracks aside h1", "/api/v1/scenarios/muck-truck/trace?lon=121.5&lat=31.2", ["leader", "inspector", "auditor", "scientist", "system_admin"]),
        new("board", "/board", "leader", ".columns", "/api/v1/inspectors/on-duty", ["scientist", "inspector", "auditor", "system_admin"]),
        new("shift", "/shifts", "reviewer", "main.panels section.panel", "/api/v1/shifts/handover", ["inspector", "scientist", "system_admin"]),
        new("briefs", "/shifts/briefs/week", "leader", "dl dd", "/api/v1/briefs/week", ["inspector", "scientist", "system_admin"]),
        new("elements", "/elements/limit", "system_admin", "tbody tr", "/api/v1/elements/limit", ["inspector", "scientist", "security_admin"]),
        new("sites", "/sites", "system_admin", "tbody tr", "/api/v1/scenarios/muck-truck/register/sites", ["inspector", "scientist", "security_admin"]),
        new("phone", "/phone", "inspector", ".phone", "/api/v1/work-orders", ["scientist", "system_admin"]) { Width = 360, Height = 740 },
        new("models", "/models", "scientist", "tbody tr", "/api/v1/models/group-rental", ["analyst", "inspector", "reviewer", "system_admin"]),
        new("screen", "/screen", "leader", ".flow strong", "/api/v1/scenarios/muck-truck/fleet", ["inspector", "scientist", "auditor", "system_admin"]) { Width = 1920, Height = 1080 },
        new("admin-health", "/admin/health", "system_admin", "tbody tr", "/api/v1/pipelines", ["analyst", "leader", "inspector", "scientist"]),
        new("admin-quality", "/admin/quality", "system_admin", "h2", "/api/v1/dead-letters", ["analyst", "leader", "inspector", "scientist"]),
        new("admin-audit", "/admin/audit", "auditor", "form .primary", "/api/v1/audit", ["analyst", "leader", "inspector", "scientist"]),
        new("admin-accounts", "/admin/accounts", "security_admin", "section.panel .primary", "/api/v1/accounts", ["analyst", "leader", "inspector", "scientist"]),
        new("admin-tokens", "/admin/tokens", "security_admin", "section.panel .primary", "/api/v1/tokens", ["analyst", "leader", "inspector", "scientist"]),
    ];

    public static TheoryData<string> Names => [.. Rooms.Select(room => room.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_page_has_no_serious_violation_in_light_dark_and_english_and_asks_only_this_machine(string name)
    {
        var room = Rooms.Single(r => r.Name == name);
        await district.UntilCasesAsync("muck-truck", 1);
        var (page, errors) = await district.OpenAsync(room.Role, room.Width, room.Height);
        await page.GotoAsync(room.Path);
        var ready = page.Locator(room.Ready).First;
        await ready.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        if (room.Opens is { } opens)
        {
            await ready.ClickAsync();
            await page.Locator(opens).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        }

        await Accessibility.AssertNoSeriousViolationAsync(page);
        if (Browser.Screenshots is { } folder)
        {
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(folder, $"{name}.jpg"), Type = ScreenshotType.Jpeg, Quality = 72 });
        }

        await page.EvaluateAsync("() => { localStorage.setItem('cityops.theme', 'dark'); document.documentElement.classList.add('dark') }");
        await Accessibility.AssertNoSeriousViolationAsync(page);

        // What a control is called has to be what it says in the other language too.
        await page.EvaluateAsync("() => localStorage.setItem('cityops.language', 'en')");
        await page.ReloadAsync();
        await ready.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await Accessibility.AssertNoSeriousViolationAsync(page);
        Assert.DoesNotMatch(OneOfMany(), await page.InnerTextAsync("body"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_role_that_may_not_see_a_page_reaches_it_neither_by_its_address_nor_by_its_requests()
    {
        var opened = new List<string>();
        foreach (var role in Rooms.SelectMany(room => room.Strangers).Distinct(StringComparer.Ordinal))
        {
            var (page, _) = await district.OpenAsync(role);
            foreach (var room in Rooms.Where(room => room.Strangers.Contains(role, StringComparer.Ordinal)))
            {
                // Parts of one room, such as those of the evidence, are refused by their requests alone.
                var status = await page.EvaluateAsync<int>("path => fetch(path).then(a => a.status)", room.Request);
                if (status != 403)
                {
                    opened.Add($"{role} {room.Request} {status}");
                }

                if (room.Path.Contains('?', StringComparison.Ordinal))
                {
                    continue;
                }

                await page.GotoAsync(room.Path);
                await Expect(page.Locator("[data-refused]")).ToBeVisibleAsync();
                await Expect(page.Locator(room.Ready)).ToHaveCountAsync(0);
            }
        }

        Assert.Empty(opened);
    }

    [Fact]
    public async Task The_printed_link_signs_in_once_and_nobody_sees_a_case_without_it()
    {
        var (page, errors) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases");
        await Expect(page.Locator(".list [role=option]").First).ToContainTextAsync("CASE-", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        Assert.Empty(errors);

        var stranger = await district.OpenAsStrangerAsync();
        foreach (var path in (string[])[district.Link, "/cases"])
        {
            await stranger.GotoAsync(path);
            Assert.DoesNotContain("CASE-", await stranger.InnerTextAsync("body"), StringComparison.Ordinal);
        }

        Assert.Equal(401, await stranger.EvaluateAsync<int>("() => fetch('/api/v1/cases').then(a => a.status)"));
    }

    [Fact]
    public async Task No_page_may_run_a_script_of_its_own_text_or_of_elsewhere()
    {
        var (page, _) = await district.OpenAsync("analyst");
        var policy = (await page.GotoAsync("/cases"))!.Headers["content-security-policy"];

        Assert.DoesNotContain("unsafe-inline", Directive(policy, "script-src"), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        var ran = await page.EvaluateAsync<JsonElement>(
            """
            () => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s); return window.ran === true }
            """);
        Assert.Equal(JsonValueKind.False, ran.ValueKind);
    }

    private static string Directive(string policy, string name) =>
        policy.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(d => d.StartsWith(name, StringComparison.Ordinal)) ?? policy.Split(';', StringSplitOptions.TrimEntries).First(d => d.StartsWith("default-src", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![\d.,])1 (?:days|visits|cases|orders|rooms|people|entries|changes|rows|positions|places|times|dwellings|incidents|points)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneOfMany();

    /// <param name="Strangers">Roles that have no right to it.</param>
    private sealed record RoomPage(string Name, string Path, string Role, string Ready, string Request, string[] Strangers)
    {
        /// <summary>What a click on the first row opens.</summary>
        public string? Opens { get; init; }

        public int Width { get; init; } = 1440;

        public int Height { get; init; } = 900;
    }
}
