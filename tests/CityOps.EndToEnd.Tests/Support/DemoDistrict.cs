using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CityOps.EndToEnd.Tests.Support;

/// <summary>One <c>up --demo</c> with its first cases, and a Chromium signed in there, for all tests of pages.</summary>
public sealed partial class DemoDistrict : IAsyncLifetime
{
    private Browser? _browser;
    private string? _session;

    public CityOpsProcess CityOps { get; private set; } = null!;

    /// <summary>What <c>up --demo</c> printed to open; <see cref="InitializeAsync"/> has opened it once.</summary>
    public string SignIn { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Browser.Path is null)
        {
            return;
        }

        CityOps = await CityOpsProcess.StartAsync("--demo");
        await CityOps.UntilAsync("the sign-in link", () => Task.FromResult((SignIn = Link().Match(CityOps.Output).Value).Length > 0));
        _browser = await Browser.StartOrSkipAsync();
        await using var context = await _browser.NewContextAsync(new BrowserNewContextOptions());
        var page = await context.NewPageAsync();
        await page.GotoAsync(SignIn);
        _session = await context.StorageStateAsync();
        using var analyst = await CityOps.ClientAsync("analyst");
        await CityOps.UntilAsync("cases of both scenarios", async () =>
            await CountAsync(analyst, "muck-truck") > 3 && await CountAsync(analyst, "group-rental") > 1);
    }

    /// <summary>A page in a role's own context, and every error it reports; a request that leaves this machine is one.</summary>
    public async Task<(IPage Page, List<string> Errors)> OpenAsync(string role, int width = 1440, int height = 900)
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium here: install it, or name it with CITYOPS_TEST_CHROMIUM.");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            StorageState = _session,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            BaseURL = CityOps.Web.ToString(),
            Permissions = ["geolocation"],
            Geolocation = new Geolocation { Longitude = 121.5f, Latitude = 31.2f, Accuracy = 8 },
        });
        var errors = new List<string>();
        context.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && new Uri(request.Url).Host is not ("localhost" or "127.0.0.1"))
            {
                errors.Add($"A request left this machine: {request.Url}");
            }
        };
        context.WebError += (_, error) => errors.Add(error.Error);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/icon.svg");
        await page.EvaluateAsync(
            """
            role => fetch('/api/v1/demo/role', {
              method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CityOps-Request': '1' }, body: JSON.stringify({ role }),
            })
            """,
            role);
        return (page, errors);
    }

    /// <summary>A page of somebody who has not signed in.</summary>
    public async Task<IPage> OpenAsStrangerAsync()
    {
        Assert.SkipWhen(_browser is null, "There is no Chromium here: install it, or name it with CITYOPS_TEST_CHROMIUM.");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = CityOps.Web.ToString() });
        return await context.NewPageAsync();
    }

    /// <summary>Files the most certain new case of a scenario, so that somebody can be sent.</summary>
    public async Task<string> FileCaseAsync(string scenario)
    {
        using var reviewer = await CityOps.ClientAsync("reviewer");
        var page = await reviewer.GetFromJsonAsync<JsonElement>($"/api/v1/cases?scenario={scenario}&state=detected&limit=1");
        var id = page.GetProperty("cases")[0].GetProperty("case_id").GetString()!;
        await GiveAsync(reviewer, $"cases/{id}/review", new { decision = "confirm", reason_code = scenario == "muck-truck" ? "dumping" : "over_occupancy" });
        return id;
    }

    /// <summary>Files a case and sends the demonstration's inspector.</summary>
    public async Task<(string CaseId, string OrderId)> DispatchAsync(string scenario)
    {
        var id = await FileCaseAsync(scenario);
        using var reviewer = await CityOps.ClientAsync("reviewer");
        var sent = await GiveAsync(reviewer, $"cases/{id}/work-orders", new { inspector = "demo-inspector", instructions = "看现场" });
        return (id, sent.GetProperty("work_order_id").GetString()!);
    }

    public async Task<JsonElement> GetAsync(string role, string path)
    {
        using var client = await CityOps.ClientAsync(role);
        return await client.GetFromJsonAsync<JsonElement>($"/api/v1/{path}");
    }

    public static async Task<JsonElement> GiveAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (CityOps is not null)
        {
            await CityOps.DisposeAsync();
        }
    }

    private static async Task<int> CountAsync(HttpClient analyst, string scenario) =>
        (await analyst.GetFromJsonAsync<JsonElement>($"/api/v1/cases?scenario={scenario}&state=detected&limit=10")).GetProperty("cases").GetArrayLength();

    [GeneratedRegex(@"http://\S+/signin\?code=\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}

/// <summary>Tests of pages share one district.</summary>
[CollectionDefinition(Name)]
public sealed class DemoPages : ICollectionFixture<DemoDistrict>
{
    public const string Name = "pages of the demonstration";
}
