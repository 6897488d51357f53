using Microsoft.IdentityModel.Tokens;

namespace CityOps.Dashboards.Auth;

/// <summary>What makes a token ours: issuer, audience, algorithm, key, and times by our own clock.</summary>
internal static class TokenRules
{
    public const string Issuer = "cityops";
    public const string Audience = "cityops";
    public const string NameClaim = "name";
    public const string RoleClaim = "role";

    /// <summary>The code of the caller's unit.</summary>
    public const string UnitClaim = "unit";

    /// <summary>What a program's token may do, one claim a policy; absent: all that its roles give.</summary>
    public const string ScopeClaim = "scope";

    /// <summary>The account's stamp when the session was opened: a new one ends it.</summary>
    public const string StampClaim = "stamp";

    /// <summary>Set where the session is of somebody whom another system knows (OpenID Connect).</summary>
    public const string OriginClaim = "origin";

    /// <summary>How far the clocks of two processes may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    public static TokenValidationParameters For(SigningKey key, TimeProvider time) => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        IssuerSigningKey = key.Value,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        NameClaimType = NameClaim,
        RoleClaimType = RoleClaim,
        LifetimeValidator = (notBefore, expires, _, _) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            return expires is not null && now < expires + ClockSkew && (notBefore is null || notBefore - ClockSkew <= now);
        },
    };
}
