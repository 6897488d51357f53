using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using CityOps.Dashboards.Accounts;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using CityOps.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Accounts;

public sealed class AccountTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task An_account_signs_in_with_its_password_and_has_its_roles_and_its_unit()
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SecurityAdmin);
        await MakeAsync(admin, "wang", Roles.Inspector);

        using var wang = await SignInAsync(server, "Wang");
        var me = await wang.GetFromJsonAsync<JsonElement>("/api/v1/me");

        Assert.Equal(("wang", "grid_07"), (me.GetProperty("name").GetString(), me.GetProperty("unit").GetString()));
        Assert.Equal(["inspector"], me.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await wang.GetAsync("/api/v1/accounts")).StatusCode);
        Assert.Equal(["role_granted", "signed_in"], (await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync()).Select(e => e.Action));
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_account_and_no_answer_tells_which_names_exist()
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SecurityAdmin);
        await MakeAsync(admin, "wang", Roles.Inspector);
        using var client = server.Client();

        var unknown = await DetailAsync(await PostAsync(client, "sign-in", new { name = "nobody", password = Password }));
        for (var i = 0; i < 5; i++)
        {
            var wrong = await PostAsync(client, "sign-in", new { name = "wang", password = "wrong" });
            Assert.Equal((HttpStatusCode.Unauthorized, unknown), (wrong.StatusCode, await DetailAsync(wrong)));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(client, "sign-in", new { name = "wang", password = Password })).StatusCode);
        Assert.True((await admin.GetFromJsonAsync<JsonElement>("/api/v1/accounts"))[0].GetProperty("locked").GetBoolean());
        await AcceptedAsync(admin, "accounts/wang", new { unlock = true });
        using var wang = await SignInAsync(server, "wang");
    }

    [Fact]
    public async Task Thirty_wrong_passwords_at_once_lock_the_account_as_five_in_turn_do()
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SecurityAdmin);
        await MakeAsync(admin, "wang", Roles.Inspector);
        using var client = server.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => PostAsync(client, "sign-in", new { name = "wang", password = "wrong" })));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.True((await admin.GetFromJsonAsync<JsonElement>("/api/v1/accounts"))[0].GetProperty("locked").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(client, "sign-in", new { name = "wang", password = Password })).StatusCode);
    }

    [Fact]
    public async Task A_lock_ends_after_a_quarter_of_an_hour()
    {
        var time = Some.Clock();
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(time));
        using var admin = server.Named("root", Roles.SecurityAdmin);
        await MakeAsync(admin, "wang", Roles.Inspector);
        using var client = server.Client();
        for (var i = 0; i < 5; i++)
        {
            await PostAsync(client, "sign-in", new { name = "wang", password = "wrong" });
        }

        time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(client, "sign-in", new { name = "wang", password = Password })).StatusCode);
        time.Advance(TimeSpan.FromSeconds(1));
        using var wang = await SignInAsync(server, "wang");
    }

    [Fact]
    public async Task With_an_authenticator_app_the_password_alone_opens_nothing_and_a_code_opens_once()
    {
        var time = Some.Clock();
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(time));
        using var admin = server.Named("root", Roles.SecurityAdmin);
        await MakeAsync(admin, "li", Roles.Reviewer);
        using var li = await SignInAsync(server, "li");
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(li, "account/totp", new { password = "not hers" })).StatusCode);
        var begun = await PostAsync(li, "account/totp", new { password = Password });
        var secret = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await li.GetAsync("/api/v1/account")).StatusCode);
        Take(li, begun);

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(li, "account/totp/confirm", new { code = "000000" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PostAsync(li, "account/totp/confirm", new { code = AuthenticatorApp.CodeOf(secret, time) })).StatusCode);

        using var client = server.Client();
        var half = await PostAsync(client, "sign-in", new { name = "li", password = Password });
        Assert.True((await half.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code_needed").GetBoolean());
        Assert.False(half.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCodeAsync(client, "000000"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCodeAsync(client, AuthenticatorApp.CodeOf(secret, time)));

        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await WithCodeAsync(client, AuthenticatorApp.CodeOf(secret, time)));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCodeAsync(client, AuthenticatorApp.CodeOf(secret, time)));
        var late = AuthenticatorApp.CodeOf(secret, time, 1);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, await WithCodeAsync(client, late));
        var tooLate = AuthenticatorApp.CodeOf(secret, time);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCodeAsync(client, tooLate));
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_wrong_ones_lock_as_at_the_door()
    {
        var time = Some.Clock();
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(time));
        using var admin = server.Named("root", Roles.SecurityAdmin);
        await MakeAsync(admin, "li", Roles.Reviewer);
        using var here = await SignInAsync(server, "li");
        using var elsewhere = await SignInAsync(server, "li");

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(here, "account/password", new { current = Password, next = "short" })).StatusCode);
        var changed = await PostAsync(here, "account/password", new { current = Password, next = "another long enough one" });
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Take(here, changed);

        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/api/v1/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/api/v1/account")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/api/v1/account")).StatusCode);
        for (var i = 0; i < 5; i++)
        {
            await PostAsync(here, "account/password", new { current = "guess", next = "yet another long one" });
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(here, "account/password", new { current = "another long enough one", next = "yet another long one" })).StatusCode);
    }

    [Fact]
    public async Task A_disabled_account_loses_its_sessions_and_nobody_changes_their_own()
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Named("root", Roles.SecurityAdmin);
        await MakeAsync(admin, "wang", Roles.Inspector);
        await MakeAsync(admin, "root", Roles.SecurityAdmin);
        using var wang = await SignInAsync(server, "wang");

        // Changed before its stamp was read the first time: no cache stands between.
        await AcceptedAsync(admin, "accounts/wang", new { disabled = true });

        Assert.Equal(HttpStatusCode.Unauthorized, (await wang.GetAsync("/api/v1/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(admin, "accounts/root", new { roles = new[] { "auditor" } })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(admin, "accounts/nobody", new { disabled = true })).StatusCode);
    }

    [Fact]
    public async Task A_short_password_or_roles_that_cannot_be_held_together_are_refused()
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SecurityAdmin);
        (string Password, string[] Roles)[] wrong =
        [
            ("short", ["inspector"]), (Password, ["auditor", "analyst"]), (Password, ["security_admin", "system_admin"]), (Password, ["inspector", "reviewer"]), (Password, ["emperor"]), (Password, []),
        ];

        foreach (var (password, roles) in wrong)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(admin, "accounts", new { name = "wang", password, roles })).StatusCode);
        }
    }

    [Fact]
    public void Nobody_holds_all_roles() => Assert.NotNull(RoleRules.WhyNot([.. Roles.All]));

    [Fact]
    public async Task A_program_s_token_does_what_its_scope_says_until_it_expires_or_is_revoked()
    {
        var time = Some.Clock();
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(time));
        using var admin = server.Named("root", Roles.SecurityAdmin, TimeSpan.FromDays(9));
        var made = await AcceptedAsync(admin, "tokens", new { name = "bi", roles = new[] { "leader" }, scope = new[] { "summary.read" }, expires_in_days = 1 });
        using var program = server.Client();
        program.DefaultRequestHeaders.Authorization = new("Bearer", made.GetProperty("token").GetString());

        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/case-counts")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.GetAsync("/api/v1/cases")).StatusCode);
        var listed = await admin.GetStringAsync("/api/v1/tokens");
        Assert.Contains("token:bi", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(made.GetProperty("token").GetString()!.Split('.')[1], listed, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/case-counts")).StatusCode);

        var second = await AcceptedAsync(admin, "tokens", new { name = "bi", roles = new[] { "leader" }, scope = new[] { "summary.read" }, expires_in_days = 1 });
        program.DefaultRequestHeaders.Authorization = new("Bearer", second.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/v1/case-counts")).StatusCode);
        var id = second.GetProperty("facts").GetProperty("token_id").GetString();
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/v1/tokens/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/case-counts")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DeleteAsync($"/api/v1/tokens/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(admin, "tokens", new { name = "bi", roles = new[] { "leader" }, scope = new[] { "accounts.manage" }, expires_in_days = 1 })).StatusCode);
    }

    [Fact]
    public async Task An_address_tries_so_many_sign_ins_a_minute()
    {
        await using var server = await Server.StartAsync(services: s => s.PostConfigure<DashboardsOptions>(o => o.Dashboards.SignInsAMinute = 2));
        using var client = server.Client();

        await PostAsync(client, "sign-in", new { name = "a", password = "b" });
        await PostAsync(client, "sign-in", new { name = "a", password = "b" });
        var refused = await PostAsync(client, "sign-in", new { name = "a", password = "b" });

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_caller_makes_so_many_requests_a_minute_and_does_not_use_up_another_s()
    {
        await using var server = await Server.StartAsync(services: s => s.PostConfigure<DashboardsOptions>(o => o.Dashboards.RequestsAMinute = 3));
        using var one = server.Named("wang", Roles.Analyst);
        using var other = server.Named("li", Roles.Analyst);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("/api/v1/me")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await one.GetAsync("/api/v1/me")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public void What_another_system_calls_a_group_is_a_role_here_where_the_configuration_says_so()
    {
        var settings = new OpenIdOptions { RolesFrom = "groups" };
        settings.Roles["grid-inspectors"] = Roles.Inspector;
        settings.Roles["auditors"] = Roles.Auditor;

        Assert.Equal([Roles.Inspector], OpenIdSignIn.RolesOf(Person("grid-inspectors", "canteen"), settings));
        Assert.Empty(OpenIdSignIn.RolesOf(Person("canteen"), settings));
        Assert.Empty(OpenIdSignIn.RolesOf(Person("grid-inspectors", "auditors"), settings));

        static ClaimsPrincipal Person(params string[] groups) => new(new ClaimsIdentity(groups.Select(g => new Claim("groups", g))));
    }

    private static Task<JsonElement> MakeAsync(HttpClient admin, string name, string role) =>
        AcceptedAsync(admin, "accounts", new { name, password = Password, roles = new[] { role }, unit = "grid_07" });

    private static async Task<HttpClient> SignInAsync(Server server, string name)
    {
        var client = server.Client();
        var answer = await PostAsync(client, "sign-in", new { name, password = Password });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        client.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        client.DefaultRequestHeaders.Add("X-CityOps-Request", "1");
        return client;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body) => client.PostAsJsonAsync("/api/v1/" + path, body);

    private static async Task<HttpStatusCode> WithCodeAsync(HttpClient client, string code)
    {
        var answer = await PostAsync(client, "sign-in", new { name = "li", password = Password, code });
        Assert.Equal(answer.IsSuccessStatusCode, answer.Headers.Contains("Set-Cookie"));
        return answer.StatusCode;
    }

    // A change of one's own account renews the session it came by.
    private static void Take(HttpClient client, HttpResponseMessage answer)
    {
        client.DefaultRequestHeaders.Remove("Cookie");
        client.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();

    private static async Task<JsonElement> AcceptedAsync(HttpClient client, string path, object body)
    {
        var answer = await PostAsync(client, path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
