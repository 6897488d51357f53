using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CityOps.Host.Commands;

/// <summary>The usual help, and under it the examples of the command it is about.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        help.Description = "Show what a command does and how it is called.";
        root.Options.OfType<VersionOption>().Single().Description = "Show the version of this program.";
    }

    /// <summary>Shows what <c>--help</c> would, without it.</summary>
    public static void Show(ParseResult parsed) => (parsed.RootCommandResult.Command.Options.OfType<HelpOption>().Single().Action as HelpWithExamples)?.Invoke(parsed);

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampledCommand command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in command.Examples)
            {
                output.WriteLine("  " + line);
            }

            output.WriteLine();
        }

        return exitCode;
    }
}
