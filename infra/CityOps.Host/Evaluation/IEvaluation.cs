using System.CommandLine;
using CityOps.Host.Bench;

namespace CityOps.Host.Evaluation;

/// <summary>One <c>cityops evaluate NAME</c>: how good a model, or the simulator that it learnt from, is on data that it did not see.</summary>
internal interface IEvaluation
{
    string Name { get; }

    string Description { get; }

    /// <summary>Whole command lines with a word on what each is for.</summary>
    IReadOnlyList<string> Examples { get; }

    IReadOnlyList<Option> Options { get; }

    /// <summary>Whether its page has plots beside tables.</summary>
    bool HasPlots => false;

    /// <summary>Runs it; the same arguments give the same figures.</summary>
    Task<EvaluationReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken);
}
