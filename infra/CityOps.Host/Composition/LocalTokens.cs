using CityOps.Dashboards.Auth;
using CityOps.Identity.Secrets;

namespace CityOps.Host.Composition;

/// <summary>Issues tokens to whoever can read the data folder's secrets: that is the local administrator.</summary>
internal sealed class LocalTokens
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    private readonly TokenIssuer _issuer;

    private LocalTokens(TokenIssuer issuer) => _issuer = issuer;

    public static LocalTokens Of(DataFolder folder)
    {
        var secrets = new SecretStore(HostConfiguration.Build(folder), folder.Path);
        return new LocalTokens(new TokenIssuer(new SigningKey(secrets.Get(SigningKey.SecretName)), TimeProvider.System));
    }

    /// <exception cref="ArgumentException">There is no such role.</exception>
    public string Issue(string role, string name = "local", TimeSpan? lifetime = null) => _issuer.Issue(role, name, lifetime ?? Lifetime);
}
