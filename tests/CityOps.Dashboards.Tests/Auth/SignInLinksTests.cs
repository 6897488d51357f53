using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests.Auth;

public sealed class SignInLinksTests
{
    [Fact]
    public void A_code_signs_in_once_and_never_again()
    {
        var links = new SignInLinks(Some.Clock());
        var code = links.Create([Roles.Analyst], "li", TimeSpan.FromMinutes(10));

        var person = links.Redeem(code);

        Assert.NotNull(person);
        Assert.Equal("li", person.Name);
        Assert.Equal([Roles.Analyst], person.Roles);
        Assert.Null(links.Redeem(code));
    }

    [Fact]
    public void A_code_expires_at_the_end_of_its_lifetime()
    {
        var clock = Some.Clock();
        var links = new SignInLinks(clock);
        var early = links.Create([Roles.Analyst], "li", TimeSpan.FromMinutes(10));
        var late = links.Create([Roles.Analyst], "li", TimeSpan.FromMinutes(10));

        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.NotNull(links.Redeem(early));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(links.Redeem(late));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void A_code_nobody_made_signs_nobody_in(string code)
    {
        var links = new SignInLinks(Some.Clock());
        links.Create([Roles.Analyst], "li", TimeSpan.FromMinutes(10));

        Assert.Null(links.Redeem(code));
    }

    [Fact]
    public void Two_codes_differ_and_using_one_leaves_the_other()
    {
        var links = new SignInLinks(Some.Clock());
        var first = links.Create([Roles.Analyst], "li", TimeSpan.FromMinutes(10));
        var second = links.Create([Roles.Auditor], "wang", TimeSpan.FromMinutes(10));

        Assert.NotEqual(first, second);
        Assert.Equal("li", links.Redeem(first)?.Name);
        Assert.Equal("wang", links.Redeem(second)?.Name);
    }
}
