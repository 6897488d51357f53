using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.EndToEnd.Tests.Support;

/// <summary>Presses keys as quickly as anybody's fingers can, and no quicker.</summary>
internal static class Keys
{
    /// <summary>A key of the page: those rest while a dialog is open, and until the press that closed it is through the page, a turn after the dialog is gone.</summary>
    public static async Task PressOnPageAsync(this IPage page, string key)
    {
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.EvaluateAsync("() => new Promise(turn => setTimeout(turn, 50))");
        await page.Keyboard.PressAsync(key);
    }
}
