using System.Net.Http.Json;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests;

/// <summary>Somebody with an account of their own, signed in with its password as a browser is.</summary>
internal static class SignedIn
{
    private const string Password = "correct horse battery";

    public static async Task<HttpClient> AsAsync(Server server, string name, IReadOnlyList<string> roles, string? unit = null, string? town = null)
    {
        using var admin = server.Client(Roles.SecurityAdmin);
        var made = await admin.PostAsJsonAsync("/api/v1/accounts", new { name, password = Password, roles, unit, town });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        var client = server.Client();
        var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { name, password = Password });
        client.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        client.DefaultRequestHeaders.Add("X-CityOps-Request", "1");
        return client;
    }
}
