using CityOps.Host.Commands;

namespace CityOps.Host.Tests;

public sealed class CallErrorsTests
{
    [Theory]
    [InlineData("simulate households --out x --subjects abc", "--subjects is 'abc'; a whole number")]
    [InlineData("simulate households --out x --subjects 99999999999", "--subjects is '99999999999'; a whole number, 2147483647 at most,")]
    [InlineData("simulate households --out x --subjects 0", "--subjects is at least 1, not 0.")]
    [InlineData("simulate households --out x --seed -1", "--seed is '-1'; a whole number from 0 on")]
    [InlineData("export features --out x --as-of yesterday", "--as-of is 'yesterday'; an instant such as 2026-06-01T00:00:00+08:00 is needed.")]
    [InlineData("stops x.csv --distance far", "--distance is 'far'; a number")]
    [InlineData("train muck-truck --days 0", "--days is at least 1, not 0.")]
    [InlineData("evaluate group-rental --simulated --group-rentals 2", "--group-rentals is a share above 0 and below 1, not 2.")]
    [InlineData("evaluate group-rental --simulated --group-rentals NaN", "--group-rentals is a share above 0 and below 1, not NaN.")]
    [InlineData("evaluate group-rental --simulated --group-rentals 0", "--group-rentals is a share above 0 and below 1, not 0.")]
    [InlineData("evaluate realism --readings x --homes y --time-zone Mars/Phobos", "--time-zone is 'Mars/Phobos'; an IANA time zone")]
    [InlineData("evaluate occupancy --readings . --homes .", "--readings: . is a folder")]
    [InlineData("evaluate realism --readings none.csv --homes none.csv", "--homes: there is no file none.csv")]
    [InlineData("vault erase --dwelling 1 --by x --reason request-17", "--by is 'x': give at least 2 characters")]
    [InlineData("vault erase --dwelling 1 --by li.wei --reason why", "--reason is 'why': give at least 5 characters")]
    [InlineData("evaluate occupancy --dwelings 3", "there is no option '--dwelings' here; there are --json, --report, --readings")]
    public void An_error_names_the_option_the_value_and_what_is_needed(string call, string message)
    {
        var errors = In(call);

        Assert.Contains(errors, error => error.Contains(message, StringComparison.Ordinal));
        Assert.DoesNotContain(errors, error => error.Contains("System.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("evaluate group-rental --seed 1 --dwellings 500")]
    [InlineData("evaluate group-rental --simulated false")]
    [InlineData("evaluate muck-truck")]
    public void A_required_flag_that_is_left_out_is_asked_for(string call) => Assert.Contains("--simulated is needed", Assert.Single(In(call)), StringComparison.Ordinal);

    [Theory]
    [InlineData("models --help", "there is no command 'cityops models'; there are up, replay")]
    [InlineData("jobs --help", "there is no command 'cityops jobs'")]
    [InlineData("evaluate people", "there is no command 'cityops evaluate people'; there are group-rental, occupancy")]
    public async Task An_unknown_command_is_named_beside_those_there_are_also_where_help_is_asked_for(string call, string message)
    {
        Assert.Contains(message, Assert.Single(In(call)), StringComparison.Ordinal);
        Assert.Equal(2, await CommandTree.RunAsync(call.Split(' ')));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("evaluate --help")]
    [InlineData("evaluate group-rental --help")]
    [InlineData("evaluate group-rental --simulated --group-rentals 0.02")]
    public void A_sound_call_has_no_errors(string call) => Assert.Empty(In(call));

    [Fact]
    public async Task An_erasure_without_a_name_or_a_reason_is_refused() =>
        Assert.Equal(2, await CommandTree.RunAsync(["vault", "erase", "--dwelling", "1", "--by", "", "--reason", " "]));

    private static IReadOnlyList<string> In(string call)
    {
        var root = CommandTree.Build();
        HelpWithExamples.AddTo(root);
        return CallErrors.In(root.Parse(call.Split(' ')));
    }
}
