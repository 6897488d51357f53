using System.CommandLine;

namespace CityOps.Host.Bench;

/// <summary>One <c>cityops bench NAME</c>. It measures the product's own path and what it is compared with in the same run.</summary>
internal interface IBenchmark
{
    string Name { get; }

    string Description { get; }

    /// <summary>Whole command lines with a word on what each is for.</summary>
    IReadOnlyList<string> Examples { get; }

    IReadOnlyList<Option> Options { get; }

    /// <summary>Hidden commands below it: the processes that it starts.</summary>
    IReadOnlyList<Command> Parts => [];

    /// <summary>Runs it; deletes what it made unless a figure names it.</summary>
    Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken);
}
