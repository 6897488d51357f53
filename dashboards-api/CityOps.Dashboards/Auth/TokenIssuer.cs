using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CityOps.Dashboards.Auth;

/// <summary>
/// Issues bearer tokens (JWT, HS256) that every process with the same secret accepts. It needs nothing but that secret, so the command
/// <c>cityops token</c> works while no server runs.
/// </summary>
public sealed class TokenIssuer(SigningKey key, TimeProvider time)
{
    /// <summary>Issues a token.</summary>
    /// <param name="roles">One or more of <see cref="Roles.All"/>.</param>
    /// <param name="name">Who acts, as history will show it.</param>
    /// <param name="lifetime">More than zero; a token can't be called back, so keep it short.</param>
    /// <exception cref="ArgumentException">A role does not exist, or none is given.</exception>
    public string Issue(IReadOnlyCollection<string> roles, string name, TimeSpan lifetime) => Issue(roles, name, lifetime, []);

    /// <inheritdoc cref="Issue(IReadOnlyCollection{string}, string, TimeSpan)"/>
    /// <param name="attributes">Further claims: unit, town, grid, the account's stamp.</param>
    public string Issue(IReadOnlyCollection<string> roles, string name, TimeSpan lifetime, IReadOnlyCollection<Claim> attributes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        if (roles.Count == 0)
        {
            throw new ArgumentException($"A token needs at least one role of: {string.Join(", ", Roles.All)}.", nameof(roles));
        }

        var unknown = roles.FirstOrDefault(role => !Roles.Exists(role));
        if (unknown is not null)
        {
            throw new ArgumentException($"There is no role '{unknown}'. Roles: {string.Join(", ", Roles.All)}.", nameof(roles));
        }

        var now = time.GetUtcNow().UtcDateTime;

        // With an id of its own: of two sessions begun within one second, signing out of one must not end the other.
        var claims = new List<Claim> { new(JwtRegisteredClaimNames.Jti, Guid.CreateVersion7().ToString("N")), new(JwtRegisteredClaimNames.Sub, name), new(TokenRules.NameClaim, name) };
        claims.AddRange(roles.Select(role => new Claim(TokenRules.RoleClaim, role)));
        claims.AddRange(attributes);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenRules.Issuer,
            Audience = TokenRules.Audience,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            SigningCredentials = new SigningCredentials(key.Value, SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Issues a token for one role.</summary>
    public string Issue(string role, string name, TimeSpan lifetime) => Issue([role], name, lifetime);
}
