using System.Text.Json;
using CityOps.Tests.Shared;
using Microsoft.Playwright;

namespace CityOps.EndToEnd.Tests.Support;

/// <summary>axe-core on a page as it stands; serious and critical violations in words.</summary>
internal static class Accessibility
{
    // Installed with the pages' other packages (npm ci).
    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(
        Path.Combine(Repository.Root, "dashboards-api", "CityOps.Dashboards", "web", "node_modules", "axe-core", "axe.min.js")));

    public static async Task AssertNoSeriousViolationAsync(IPage page)
    {
        await page.EvaluateAsync(Axe.Value);

        // What fades in is read when it is there: half-way it has no contrast with anything.
        await page.EvaluateAsync("() => Promise.allSettled(document.getAnimations().filter(a => a.effect?.getComputedTiming().endTime !== Infinity).map(a => a.finished))");
        var found = await page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run()).violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => `${v.id}: ${v.nodes.map(n => n.html).slice(0, 3).join(' ')}`)");
        Assert.Empty(found.EnumerateArray().Select(v => v.GetString()));
    }
}
