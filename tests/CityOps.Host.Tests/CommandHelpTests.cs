using System.CommandLine;
using CityOps.Host.Bench.Landing;
using CityOps.Host.Commands;

namespace CityOps.Host.Tests;

public sealed class CommandHelpTests
{
    [Fact]
    public async Task Help_exits_with_0_also_where_arguments_are_required()
    {
        Assert.Equal(0, await CommandTree.RunAsync(["stops", "--help"]));
        Assert.Equal(0, await CommandTree.RunAsync(["dead-letters", "show", "--help"]));
        Assert.Equal(2, await CommandTree.RunAsync(["stops"]));
    }

    [Fact]
    public void Help_of_every_command_has_examples()
    {
        var lacking = CommandTree.Build().Subcommands
            .SelectMany(WithThoseBelow)
            .Where(command => !command.Hidden && command is not ExampledCommand)
            .Select(command => command.Name);

        Assert.Empty(lacking);
    }

    [Fact]
    public void Every_description_is_a_sentence()
    {
        var root = CommandTree.Build();
        HelpWithExamples.AddTo(root);
        var commands = WithThoseBelow(root).Where(command => !command.Hidden).ToList();
        var descriptions = commands.SelectMany(c => c.Options.Select(o => (Of: $"{c.Name} {o.Name}", o.Description))
            .Concat(c.Arguments.Select(a => (Of: $"{c.Name} {a.Name}", a.Description)))
            .Append((Of: c.Name, c.Description)));

        Assert.Empty(descriptions.Where(d => d.Description?.TrimEnd().EndsWith('.') != true).Select(d => $"{d.Of}: {d.Description}"));
    }

    [Theory]
    [InlineData("bench", "crash", "--kills", "0")]
    [InlineData("bench", "storage", "--homes", "0")]
    [InlineData("bench", "gateway", "--rows", "-5")]
    [InlineData("bench", "scoring", "--dwellings", "none")]
    [InlineData("bench", "landing", "--batch-rows", "16000001")]
    public async Task A_benchmark_of_nothing_is_refused(params string[] args) => Assert.Equal(2, await CommandTree.RunAsync(args));

    [Theory]
    [InlineData("bench", "landing", "--bootstrap", "localhost:9092")]
    [InlineData("bench", "landing", "--log", "kafka")]
    [InlineData("bench", "landing", "--contract", "Meter Readings")]
    [InlineData("bench", "casework", "--connection", "Host=127.0.0.1")]
    [InlineData("evaluate", "group-rental", "--simulated", "--without", "master_meters")]
    public async Task Options_that_make_no_sense_together_are_refused(params string[] args) => Assert.Equal(2, await CommandTree.RunAsync(args));

    [Fact]
    public async Task A_benchmark_writes_nothing_into_a_folder_that_is_there()
    {
        var folder = Directory.CreateTempSubdirectory("cityops-kept-");
        try
        {
            Assert.Equal(2, await CommandTree.RunAsync(["bench", "storage", "--homes", "1", "--days", "1", "--keep", folder.FullName]));
            Assert.Empty(folder.EnumerateFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Sending_again_needs_to_know_which_dead_letters() => Assert.Equal(2, await CommandTree.RunAsync(["dead-letters", "requeue", "--note", "mended"]));

    [Fact]
    public void An_unexpected_error_says_its_cause_and_no_frames()
    {
        var unexpected = new TypeInitializationException("CityOps.Somewhere", new AggregateException(new InvalidOperationException("the page is torn.")));

        Assert.Equal("cityops: the page is torn (InvalidOperationException; CITYOPS_STACK_TRACE=1 shows where).", UnexpectedFailure.Describe(unexpected));
        Assert.Equal(
            "cityops: the log cannot be opened: CURRENT is torn (InvalidDataException; CITYOPS_STACK_TRACE=1 shows where).",
            UnexpectedFailure.Describe(new IOException("the log cannot be opened.", new InvalidDataException("CURRENT is torn"))));
    }

    [Fact]
    public void A_failed_stage_says_its_innermost_message_and_no_frames()
    {
        const string Said = """
            Unhandled exception. System.TypeInitializationException: The initializer threw.
             ---> System.DllNotFoundException: libchdb was not found; run npm ci.
               at CityOps.Somewhere.Open()
               --- End of inner exception stack trace ---
               at CityOps.Somewhere.Else()
            --- End of stack trace from previous location ---
               at Program.Main()

            """;

        Assert.Equal("System.DllNotFoundException: libchdb was not found; run npm ci.", LandingChild.LastMessage(Said));
        Assert.Equal("cityops: there is no room.", LandingChild.LastMessage("first\ncityops: there is no room.\n"));
        Assert.Equal("it said nothing.", LandingChild.LastMessage(""));
    }

    private static IEnumerable<Command> WithThoseBelow(Command command) => command.Subcommands.SelectMany(WithThoseBelow).Prepend(command);
}
