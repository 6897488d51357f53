using CityOps.EndToEnd.Tests.Support;
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
}
