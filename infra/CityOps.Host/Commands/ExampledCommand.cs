using System.CommandLine;

namespace CityOps.Host.Commands;

/// <summary>A command whose own <c>--help</c> closes with examples; lists of commands show only its description.</summary>
/// <param name="examples">One a line.</param>
internal sealed class ExampledCommand(string name, string description, string examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples.Split('\n');
}
