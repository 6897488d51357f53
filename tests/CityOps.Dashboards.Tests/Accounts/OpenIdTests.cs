using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Accounts;

/// <summary>Sign-in by OpenID Connect against a provider that answers over real sockets, right and wrong.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private string _folder = "";
    private IdentityProvider? _provider;
    private Server? _server;

    private IdentityProvider Provider => _provider!;

    private Server Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("cityops-openid-").FullName;
        _provider = await IdentityProvider.StartAsync();
        _server = await Server.StartAsync(_folder, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["CityOps:OpenId:Authority"] = Provider.Address,
            ["CityOps:OpenId:ClientId"] = IdentityProvider.ClientId,
            ["CityOps:OpenId:ClientSecret"] = IdentityProvider.ClientSecret,
            ["CityOps:OpenId:RolesFrom"] = "groups",
            ["CityOps:OpenId:Roles:grid-inspectors"] = Roles.Inspector,
            ["CityOps:OpenId:Roles:auditors"] = Roles.Auditor,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_the_provider_knows_has_a_session_here_with_roles_and_unit()
    {
        Provider.Person.AddRange([new Claim("groups", "grid-inspectors"), new Claim("groups", "canteen"), new Claim("unit", "grid_07")]);
        using var browser = Browser(out var cookies);

        Assert.Equal("/", await SignInAsync(browser));

        var me = await browser.GetFromJsonAsync<JsonElement>("/api/v1/me");
        Assert.Equal(("wang", "grid_07"), (me.GetProperty("name").GetString(), me.GetProperty("unit").GetString()));
        Assert.Equal(["inspector"], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/api/v1/accounts")).StatusCode);

        // Neither the provider's tokens nor what was needed on the way are kept.
        Assert.Equal([SessionCookie.Name], cookies.GetCookies(Server.Address).Select(c => c.Name));
        Assert.Equal(["signed_in"], await AuditedAsync());
    }

    [Theory]
    [InlineData("canteen")]
    [InlineData("grid-inspectors", "auditors")]
    public async Task Who_has_no_role_here_or_two_that_nobody_may_hold_gets_no_session(params string[] groups)
    {
        Provider.Person.AddRange(groups.Select(group => new Claim("groups", group)));
        using var browser = Browser(out var cookies);

        Assert.Equal("/sign-in?reason=no-role", await SignInAsync(browser));

        Assert.DoesNotContain(cookies.GetCookies(Server.Address), c => c.Name is SessionCookie.Name);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/me")).StatusCode);
        Assert.Equal(["sign_in_refused"], await AuditedAsync());
    }

    [Theory]
    [InlineData(ProviderFault.Denies)]
    [InlineData(ProviderFault.SignsWithAnotherKey)]
    [InlineData(ProviderFault.NamesAnotherAudience)]
    [InlineData(ProviderFault.NamesAnotherIssuer)]
    [InlineData(ProviderFault.IsExpired)]
    [InlineData(ProviderFault.HasAnotherNonce)]
    [InlineData(ProviderFault.RefusesTheCode)]
    public async Task What_the_provider_did_not_say_to_us_now_is_not_believed(ProviderFault fault)
    {
        Provider.Person.Add(new Claim("groups", "grid-inspectors"));
        Provider.Fault = fault;
        using var browser = Browser(out _);

        Assert.Equal("/sign-in?reason=openid", await SignInAsync(browser));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/me")).StatusCode);
        Assert.Equal(["sign_in_refused"], await AuditedAsync());
    }

    [Fact]
    public async Task An_answer_meant_for_another_browser_or_used_before_is_not_taken()
    {
        Provider.Person.Add(new Claim("groups", "grid-inspectors"));
        using var browser = Browser(out _);
        var answer = await AskAsync(browser);
        using var another = Browser(out _);
        Assert.Equal("/sign-in?reason=openid", await TakeAsync(another, answer));
        Assert.Equal("/", await TakeAsync(browser, answer));
        Assert.Equal("/sign-in?reason=openid", await TakeAsync(browser, answer));
    }

    private HttpClient Browser(out CookieContainer cookies)
    {
        cookies = new CookieContainer();
        return new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Server.Address };
    }

    private static async Task<string?> SignInAsync(HttpClient browser) => await TakeAsync(browser, await AskAsync(browser));

    // To the provider, and where it sends the browser back to.
    private static async Task<Uri> AskAsync(HttpClient browser)
    {
        var there = (await browser.GetAsync("/signin/openid")).Headers.Location!;
        return (await browser.GetAsync(there)).Headers.Location!;
    }

    private static async Task<string?> TakeAsync(HttpClient browser, Uri answer)
    {
        using var taken = await browser.GetAsync(answer);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        return taken.Headers.Location?.ToString();
    }

    private async Task<IReadOnlyList<string>> AuditedAsync() => [.. (await Server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync()).Select(e => e.Action)];
}
