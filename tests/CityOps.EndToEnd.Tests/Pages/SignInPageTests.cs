using CityOps.EndToEnd.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Pages;

/// <summary>What a person sees who opens the link that <c>up --demo</c> printed.</summary>
[Collection(DemoPages.Name)]
public sealed class SignInPageTests(DemoDistrict district)
{
    [Fact]
    public async Task The_printed_link_signs_in_once_and_shows_cases_with_their_evidence()
    {
        var (page, errors) = await district.OpenAsync("analyst");
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                errors.Add(message.Text);
            }
        };

        await page.GotoAsync("/");
        var rows = page.Locator(".list [role=option]");
        await rows.First.ClickAsync();
        await Expect(page.Locator("canvas, svg").First).ToBeVisibleAsync();

        Assert.Contains("CASE-", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        Assert.Empty(errors);

        var stranger = await district.OpenAsStrangerAsync();
        await stranger.GotoAsync(district.Link);
        Assert.DoesNotContain("CASE-", await stranger.InnerTextAsync("body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ends_says_so_once_is_no_longer_live_and_leads_back_to_the_same_case()
    {
        await district.UntilCasesAsync("muck-truck", 2);
        var (page, _) = await district.OpenAsync("analyst");
        await page.GotoAsync("/cases?scenario=muck-truck&state=detected");
        await page.Locator(".list [role=option]").First.ClickAsync();
        await Expect(page.Locator(".connection")).ToContainTextAsync("实时");
        var session = await page.Context.CookiesAsync();

        await page.Context.ClearCookiesAsync();
        await page.Locator(".list [role=option]").Nth(1).ClickAsync();

        await Expect(page.Locator(".expired[role=alert]")).ToContainTextAsync("cityops up");
        await Expect(page.Locator(".connection")).ToContainTextAsync("登录已过期");
        await Accessibility.AssertNoSeriousViolationAsync(page);
        var before = new Uri(page.Url).PathAndQuery;
        await page.Locator(".expired").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "重新登录" }).ClickAsync();
        await Expect(page.Locator("details[open]")).ToContainTextAsync("cityops up");

        // As the printed link does: it opens a session and leads to the start.
        await page.Context.AddCookiesAsync(session.Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        await page.GotoAsync("/");
        await page.Locator("article header h1").WaitForAsync();
        Assert.Equal(before, new Uri(page.Url).PathAndQuery);
        await Expect(page.Locator(".expired")).ToHaveCountAsync(0);
    }
}
