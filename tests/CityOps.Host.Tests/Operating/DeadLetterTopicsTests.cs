using CityOps.Host.Commands;
using CityOps.Host.Operating;

namespace CityOps.Host.Tests.Operating;

public sealed class DeadLetterTopicsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("meter-readings")]
    [InlineData("cityops.meter-readings.v1")]
    [InlineData("suspicions")]
    public void A_contract_or_its_topic_is_taken_as_it_is(string? given) => Assert.Equal(given, DeadLetterTopics.Known(given));

    [Fact]
    public void A_mistyped_topic_is_refused_with_those_that_there_are()
    {
        var error = Assert.Throws<CommandException>(() => DeadLetterTopics.Known("meter-reading"));

        Assert.Equal(2, error.ExitCode);
        Assert.Contains("meter-readings", error.Message, StringComparison.Ordinal);
    }
}
