using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CityOps.Dashboards.Tests.Accounts;

/// <summary>What a provider does wrong, or what somebody in between does.</summary>
public enum ProviderFault
{
    None,
    Denies,
    SignsWithAnotherKey,
    NamesAnotherAudience,
    NamesAnotherIssuer,
    IsExpired,
    HasAnotherNonce,
    RefusesTheCode,
}

/// <summary>An OpenID Connect provider on a free port: discovery, keys, authorization code with PKCE. Whoever asks is the person that it was told of.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "cityops";
    public const string ClientSecret = "a secret of the tests";

    private readonly ConcurrentDictionary<string, Asked> _codes = new(StringComparer.Ordinal);
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "a" };
    private readonly RsaSecurityKey _otherKey = new(RSA.Create(2048)) { KeyId = "a" };
    private readonly WebApplication _app;

    private IdentityProvider(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public ProviderFault Fault { get; set; }

    public List<Claim> Person { get; } = [new("sub", "4711"), new("preferred_username", "wang")];

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        var app = builder.Build();
        var provider = new IdentityProvider(app);
        app.MapGet("/.well-known/openid-configuration", provider.DiscoverAsync);
        app.MapGet("/keys", provider.KeysAsync);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
        _otherKey.Rsa.Dispose();
    }

    private Task DiscoverAsync(HttpContext context) => WriteAsync(context, new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["issuer"] = Address,
        ["authorization_endpoint"] = Address + "/authorize",
        ["token_endpoint"] = Address + "/token",
        ["jwks_uri"] = Address + "/keys",
        ["response_types_supported"] = new[] { "code" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    });

    private Task KeysAsync(HttpContext context)
    {
        var parameters = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return WriteAsync(context, new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = _key.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) } } });
    }

    private void Authorize(HttpContext context)
    {
        var asked = context.Request.Query;
        Assert.Equal((ClientId, "code", "S256"), (asked["client_id"].ToString(), asked["response_type"].ToString(), asked["code_challenge_method"].ToString()));
        Assert.Contains("openid", asked["scope"].ToString(), StringComparison.Ordinal);
        var back = new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = asked["state"] };
        if (Fault == ProviderFault.Denies)
        {
            back["error"] = "access_denied";
        }
        else
        {
            var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
            _codes[code] = new Asked(asked["nonce"]!, asked["code_challenge"]!, asked["redirect_uri"]!);
            back["code"] = code;
        }

        context.Response.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"]!, back));
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var isKnown = _codes.TryRemove(form["code"].ToString(), out var asked);
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!isKnown || Fault == ProviderFault.RefusesTheCode || asked!.Challenge != challenge || asked.RedirectUri != form["redirect_uri"] || form["client_secret"] != ClientSecret)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(context, new { error = "invalid_grant" });
            return;
        }

        await WriteAsync(context, new { access_token = "opaque", token_type = "Bearer", expires_in = 300, id_token = IdToken(asked) });
    }

    private string IdToken(Asked asked)
    {
        var now = DateTime.UtcNow;
        var lifetime = TimeSpan.FromMinutes(Fault == ProviderFault.IsExpired ? -60 : 5);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Fault == ProviderFault.NamesAnotherIssuer ? "https://another.example" : Address,
            Audience = Fault == ProviderFault.NamesAnotherAudience ? "another" : ClientId,
            IssuedAt = now,
            NotBefore = now - TimeSpan.FromHours(2),
            Expires = now + lifetime,
            Subject = new ClaimsIdentity([.. Person, new Claim("nonce", Fault == ProviderFault.HasAnotherNonce ? "another" : asked.Nonce)]),
            SigningCredentials = new SigningCredentials(Fault == ProviderFault.SignsWithAnotherKey ? _otherKey : _key, SecurityAlgorithms.RsaSha256),
        });
    }

    private static Task WriteAsync(HttpContext context, object body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(body));
    }

    private sealed record Asked(string Nonce, string Challenge, string RedirectUri);
}
