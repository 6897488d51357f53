using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CityOps.EndToEnd.Tests.Support;

/// <summary>One <c>up --demo</c> with its first cases, and a Chromium signed in there by the link it printed, for all tests that need no start of their own: one takes a minute.</summary>
public sealed partial class DemoDistrict : IAsyncLifetime
{
    private const string Missing = "There is no Chromium here: install it, or name it with CITYOPS_TEST_CHROMIUM.";

    private Browser? _browser;
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);
    private readonly List<(string? Test, IBrowserContext Context)> _open = [];
    private string? _session;
    private bool _reportsAreDue;
    private int _reported;

    public CityOpsProcess CityOps { get; private set; } = null!;

    /// <summary>The one-time link that <c>up</c> printed; used up by <see cref="InitializeAsync"/> where there is a browser.</summary>
    public string Link { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        CityOps = await CityOpsProcess.StartAsync("--demo");
        await CityOps.UntilAsync("the sign-in link", () => Task.FromResult((Link = LinkPattern().Match(CityOps.Output).Value).Length > 0));
        if (Browser.Path is not null)
        {
            _browser = await Browser.StartOrSkipAsync();
            await using var context = await _browser.NewContextAsync(new BrowserNewContextOptions());
            var page = await context.NewPageAsync();
            await page.GotoAsync(Link);
            _session = await context.StorageStateAsync();
        }

        await UntilCasesAsync("muck-truck", 4);
        await UntilCasesAsync("group-rental", 2);
        _reportsAreDue = true;
    }

    /// <summary>A page in a role's own context, and every error it reports; a request that leaves this machine is one.</summary>
    public async Task<(IPage Page, List<string> Errors)> OpenAsync(string role, int width = 1440, int height = 900)
    {
        Assert.SkipWhen(_browser is null, Missing);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            StorageState = _session,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            BaseURL = CityOps.Web.ToString(),
            Permissions = ["geolocation"],
            Geolocation = new Geolocation { Longitude = 121.5f, Latitude = 31.2f, Accuracy = 8 },
        });
        await CloseOthersAsync();
        _open.Add((TestContext.Current.Test?.UniqueID, context));
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

    /// <summary>Files the most certain new case of a scenario, so that somebody can be sent.</summary>
    public async Task<string> FileCaseAsync(string scenario)
    {
        await UntilCasesAsync(scenario, 1);
        var reviewer = Client("reviewer");
        var page = await reviewer.GetFromJsonAsync<JsonElement>($"/api/v1/cases?scenario={scenario}&state=detected&limit=1");
        var id = page.GetProperty("cases")[0].GetProperty("case_id").GetString()!;
        await GiveAsync(reviewer, $"cases/{id}/review", new { decision = "confirm", reason_code = scenario == "muck-truck" ? "dumping" : "over_occupancy" });
        return id;
    }

    /// <summary>Files a case and sends the demonstration's inspector.</summary>
    public async Task<(string CaseId, string OrderId)> DispatchAsync(string scenario)
    {
        var id = await FileCaseAsync(scenario);
        var reviewer = Client("reviewer");
        var sent = await GiveAsync(reviewer, $"cases/{id}/work-orders", new { inspector = "demo-inspector", instructions = "看现场" });
        return (id, sent.GetProperty("work_order_id").GetString()!);
    }

    public async Task<JsonElement> GetAsync(string role, string path)
    {
        var client = Client(role);
        return await client.GetFromJsonAsync<JsonElement>($"/api/v1/{path}");
    }

    /// <summary>A client of the API in a role, kept for all tests.</summary>
    public HttpClient Client(string role) => _clients.GetOrAdd(role, r => CityOps.Client(r));

    /// <summary>
    /// Waits until so many new cases of a scenario wait to be reviewed. Tests use cases up, and at night the simulated trucks stand still: what is missing of trucks is reported by callers.
    /// </summary>
    public async Task UntilCasesAsync(string scenario, int count)
    {
        async Task<int> NewAsync() => (await GetAsync("analyst", $"cases?scenario={scenario}&state=detected&limit={count}")).GetProperty("cases").GetArrayLength();

        // At first the demonstration's own past is still on its way.
        if (scenario is "muck-truck" && _reportsAreDue)
        {
            for (var missing = count - await NewAsync(); missing > 0; missing--)
            {
                var id = $"reported-{Interlocked.Increment(ref _reported)}";
                await GiveAsync(Client("ingest"), "intake/12345", new { external_id = id, scenario, truck_id = id, text = "一辆渣土车在路边卸土" });
            }
        }

        await UntilAsync($"{count} new cases of {scenario}", async () => await NewAsync() == count);
    }

    public Task UntilAsync(string what, Func<Task<bool>> condition) => CityOps.UntilAsync(what, condition);

    /// <summary>A page of somebody who is not signed in.</summary>
    public async Task<IPage> OpenAsStrangerAsync()
    {
        Assert.SkipWhen(_browser is null, Missing);
        await CloseOthersAsync();
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { BaseURL = CityOps.Web.ToString() });
        _open.Add((TestContext.Current.Test?.UniqueID, context));
        return await context.NewPageAsync();
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

        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        if (CityOps is not null)
        {
            await CityOps.DisposeAsync();
        }
    }

    // Pages of tests that are over would go on drawing and listening.
    private async Task CloseOthersAsync()
    {
        foreach (var over in _open.Where(o => !string.Equals(o.Test, TestContext.Current.Test?.UniqueID, StringComparison.Ordinal)).ToList())
        {
            _open.Remove(over);
            await over.Context.DisposeAsync();
        }
    }

    [GeneratedRegex(@"http://\S+/signin\?code=\w+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}

/// <summary>Tests of pages share one district.</summary>
[CollectionDefinition(Name)]
public sealed class DemoPages : ICollectionFixture<DemoDistrict>
{
    public const string Name = "pages of the demonstration";
}
