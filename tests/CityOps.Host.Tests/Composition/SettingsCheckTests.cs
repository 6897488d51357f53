using CityOps.Host.Commands;
using CityOps.Host.Composition.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CityOps.Host.Tests.Composition;

public sealed class SettingsCheckTests
{
    private static readonly SettingNode Known = KnownSettings.Of(Host.Composition.Scenarios.Catalog());

    [Theory]
    [InlineData("CityOps:Landing:MaxBatchRows", "abc", "CityOps:Landing:MaxBatchRows is 'abc'; it must be a whole number from 1 to 16000000.")]
    [InlineData("CityOps:Landing:MaxBatchRows", "0", "CityOps:Landing:MaxBatchRows is '0'; it must be a whole number from 1 to 16000000.")]
    [InlineData("CityOps:Landing:MaxBatchRows", "", "CityOps:Landing:MaxBatchRows is empty; it must be a whole number from 1 to 16000000.")]
    [InlineData("CityOps:Dwellings:MinProbability", "1.5", "CityOps:Dwellings:MinProbability is '1.5'; it must be a number from 0 to 1.")]
    [InlineData("CityOps:EventLog:Kind", "rabbit", "CityOps:EventLog:Kind is 'rabbit'; it must be embedded or kafka.")]
    [InlineData("CityOps:EventLog:Kind", "1", "CityOps:EventLog:Kind is '1'; it must be embedded or kafka.")]
    [InlineData("CityOps:TimeZone", "Mars/Base", "CityOps:TimeZone is 'Mars/Base'; it must be an IANA time zone such as Asia/Shanghai.")]
    [InlineData("CityOps:Log:Level", "loud", "CityOps:Log:Level is 'loud'; it must be verbose, debug, information, warning, error or fatal.")]
    [InlineData("CityOps:Database:Provider", "oracle", "CityOps:Database:Provider is 'oracle'; it must be sqlite or postgres.")]
    [InlineData("CityOps:Warehouse:SyncParts", "yes", "CityOps:Warehouse:SyncParts is 'yes'; it must be true or false.")]
    [InlineData("CityOps:Warehouse:Url", "clickhouse:8123", "CityOps:Warehouse:Url is 'clickhouse:8123'; it must be an http or https address, or empty.")]
    [InlineData("CityOps:Retention:Tables:readings", "-1", "CityOps:Retention:Tables:readings is '-1'; it must be a whole number from 0 to 36500.")]
    [InlineData("CityOps:Casework:Calendar:Holidays:0", "tomorrow", "CityOps:Casework:Calendar:Holidays:0 is 'tomorrow'; it must be a day such as 2026-03-01.")]
    [InlineData("CityOps:Evidence:Devices:cam-1:VerifiedUntil", "soon", "CityOps:Evidence:Devices:cam-1:VerifiedUntil is 'soon'; it must be an instant such as 2026-03-01T00:00:00+08:00.")]
    [InlineData("CityOps:Dashboards:ScoringCron", "daily", "CityOps:Dashboards:ScoringCron is 'daily'; it must be a cron expression of five fields such as '10 2 * * *'.")]
    [InlineData("CityOps:Dashboards:Map:TilesUrl", "http://x", "CityOps:Dashboards:Map:TilesUrl is 'http://x'. Give an address with {z}, {x} and {y}")]
    [InlineData("CityOps:Landing", "fast", "CityOps:Landing is a section and holds no value itself; its keys are ")]
    [InlineData("CityOps:Landing:MaxBatchRow", "5", "CityOps:Landing:MaxBatchRow is no setting of CityOps; did you mean CityOps:Landing:MaxBatchRows?")]
    [InlineData("CityOps:MaxRememberedMeters", "5", "CityOps:MaxRememberedMeters is no setting of CityOps; did you mean CityOps:Landing:MaxRememberedMeters?")]
    [InlineData("CityOps:Retention:Tables:reading", "5", "CityOps:Retention:Tables:reading is no setting of CityOps; did you mean CityOps:Retention:Tables:readings?")]
    [InlineData("CityOps:Bridges:0:Topik", "x", "CityOps:Bridges:0:Topik is no setting of CityOps.")]
    public void What_is_wrong_is_one_line_that_names_the_key_the_value_and_what_is_allowed(string key, string value, string expected) =>
        Assert.StartsWith(expected, Assert.Single(ProblemsOf((key, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("CityOps:EventLog:Kafka:Settings:security.protocol", "sasl_ssl")]
    [InlineData("CityOps:Bridges:0:Settings:sasl.password", "x")]
    [InlineData("CityOps:Bridges:0:Mapping:Map:meter_id", "zaehler")]
    [InlineData("CityOps:Jt808:ExtrasProfiles:vendor-a:Fields:0:Values:0", "closed")]
    [InlineData("CityOps:Webhooks:AllowedNetworks:0", "10.20.0.0/16")]
    [InlineData("CityOps:OpenId:Roles:grid-inspectors", "inspector")]
    [InlineData("CityOps:Warehouse:Embedded:Command:0", "/usr/bin/dotnet")]
    [InlineData("CityOps:DemoSubjects:trucks", "5")]
    [InlineData("CITYOPS:LANDING:MAXBATCHROWS", "5")]
    [InlineData("CityOps:EventLog:Kind", "Kafka")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections", "many")]
    public void What_can_be_is_no_problem(string key, string value) => Assert.Empty(ProblemsOf((key, value)));

    [Fact]
    public void All_problems_are_said_at_once() => Assert.Equal(
        3, ProblemsOf(("CityOps:Landing:MaxBatchRows", "abc"), ("CityOps:TimeZone", "Mars/Base"), ("CityOps:Landin:MaxBatchBytes", "1"), ("CityOps:Log:Level", "Debug")).Count);

    [Theory]
    [InlineData("CityOps:Secrets:token-signing", "hunter2")]
    [InlineData("CityOps:Warehouse:Pasword", "hunter2")]
    [InlineData("CityOps:Audit:AnchorUrl", "ftp://me:hunter2@there")]
    public void Secrets_are_never_shown(string key, string value)
    {
        var problem = Assert.Single(ProblemsOf((key, value)));

        Assert.StartsWith(key, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"CityOps": {"Landing": {"MaxBatchRows": 5},}""", "is no JSON object as it should be")]
    [InlineData("[1]", "is no JSON object as it should be")]
    [InlineData(null, "there is no file of settings")]
    public void A_file_that_cannot_be_read_is_named(string? text, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("cityops-settings-");
        try
        {
            var file = Path.Combine(folder.FullName, ".city.json");
            if (text is not null)
            {
                File.WriteAllText(file, text);
            }

            var error = Assert.Throws<CommandException>(() => SettingsFile.Read(file, file));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
            Assert.Equal(2, error.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_parts_find_wrong_in_several_settings_together_is_said_in_their_words()
    {
        var one = new OptionsValidationException("", typeof(object), ["CityOps:A must not exceed CityOps:B."]);
        var two = new OptionsValidationException("", typeof(object), ["DataAnnotation validation failed for 'X.Map' members: 'TilesUrl' with the error: 'TilesUrl is 'x'. Give an address.'."]);

        Assert.Equal(["CityOps:A must not exceed CityOps:B.", "TilesUrl is 'x'. Give an address."], SettingsProblems.In(new AggregateException(one, two)));
        Assert.Empty(SettingsProblems.In(new AggregateException(one, new IOException())));
        Assert.Equal(2, SettingsProblems.Of(["a."]).ExitCode);
    }

    private static IReadOnlyList<string> ProblemsOf(params (string Key, string Value)[] settings) => SettingsCheck.ProblemsOf(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(), Known);
}
