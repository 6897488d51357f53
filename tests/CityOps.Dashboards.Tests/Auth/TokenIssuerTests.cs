using CityOps.Dashboards.Auth;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CityOps.Dashboards.Tests.Auth;

public sealed class TokenIssuerTests
{
    [Fact]
    public void A_token_names_the_person_the_roles_and_its_end()
    {
        var token = new JsonWebToken(Some.Tokens(Some.Clock()).Issue([Roles.Analyst, Roles.Reviewer], "li", TimeSpan.FromHours(1)));

        Assert.Equal("li", token.GetClaim("name").Value);
        Assert.Equal([Roles.Analyst, Roles.Reviewer], token.Claims.Where(c => c.Type == "role").Select(c => c.Value));
        Assert.Equal(Some.Noon.UtcDateTime + TimeSpan.FromHours(1), token.ValidTo);
        Assert.Equal("HS256", token.Alg);
    }

    [Fact]
    public void Two_tokens_of_one_instant_are_two()
    {
        var tokens = Some.Tokens(Some.Clock());

        Assert.NotEqual(tokens.Issue(Roles.Analyst, "li", TimeSpan.FromHours(1)), tokens.Issue(Roles.Analyst, "li", TimeSpan.FromHours(1)));
    }

    [Fact]
    public void A_role_that_does_not_exist_is_refused_by_name()
    {
        var refused = Assert.Throws<ArgumentException>(() => Some.Tokens(Some.Clock()).Issue("mayor", "li", TimeSpan.FromHours(1)));

        Assert.Contains("'mayor'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Roles.Analyst, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_without_role_or_lifetime_is_refused()
    {
        var tokens = Some.Tokens(Some.Clock());

        Assert.Throws<ArgumentException>(() => tokens.Issue([], "li", TimeSpan.FromHours(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.Issue(Roles.Analyst, "li", TimeSpan.Zero));
    }

    [Fact]
    public void A_secret_too_short_for_its_algorithm_is_refused() => Assert.Throws<ArgumentException>(() => new SigningKey(new byte[31]));
}
