using System.Globalization;
using System.Text.Json;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.Dwellings;

namespace CityOps.Host.Training;

/// <summary>What <c>cityops promote group-rental</c> was asked to do.</summary>
/// <param name="Version">Null: roll back, or list.</param>
internal sealed record PromotionRequest(string? Version, string By, string Reason, bool Rollback, bool Challenger, bool Json);

/// <summary>Puts a version to work through the gate, or takes the last one back.</summary>
internal static class PromotionRun
{
    /// <returns>0 done, 1 refused.</returns>
    /// <exception cref="CommandException">There is no such version, or nothing to go back to.</exception>
    public static int Run(DataFolder folder, PromotionRequest request, TimeProvider time, TextWriter output)
    {
        var registry = DwellingPipeline.RegistryOf(HostConfiguration.Build(folder));
        if (request.Rollback)
        {
            return RollBack(registry, request, time, output);
        }

        if (request.Version is not { } version)
        {
            List(registry, request.Json, output);
            return 0;
        }

        if (!registry.Versions().Contains(version, StringComparer.Ordinal))
        {
            throw new CommandException($"there is no version '{version}' of group-rental. There are: {string.Join(", ", registry.Versions())}.");
        }

        var model = GroupRentalModel.Load(registry.Read(version));
        if (request.Challenger)
        {
            registry.Point(ModelRegistry.Challenger, version);
            output.WriteLine($"{version} scores in shadow from the next run on.");
            return 0;
        }

        var figures = Compare(registry, model);
        var refused = figures.Any(f => f.IsWorse);
        var previous = registry.VersionOf(ModelRegistry.Champion);
        if (!refused)
        {
            registry.Promote(new Promotion(version, previous, time.GetUtcNow(), request.By, request.Reason));
        }

        Report(version, previous, figures, refused, request.Json, output);
        return refused ? 1 : 0;
    }

    // Both are judged on the rows that the new version was judged on when it was made.
    private static IReadOnlyList<GateFigure> Compare(ModelRegistry registry, GroupRentalModel model)
    {
        if (registry.VersionOf(ModelRegistry.Champion) is not { } current || string.Equals(current, model.Version, StringComparison.Ordinal))
        {
            return [];
        }

        var champion = GroupRentalModel.Load(registry.Read(current));
        if (!champion.Manifest.Features.SequenceEqual(model.Manifest.Features, StringComparer.Ordinal))
        {
            // The champion was made for another version of CityOps and cannot score any more.
            return [];
        }

        var heldOut = registry.ReadBeside(model.Version, HeldOutRows.File) ?? registry.ReadBeside(current, HeldOutRows.File)
            ?? throw new CommandException($"neither {model.Version} nor {current} has kept the rows it was judged on, so they cannot be compared. Train again: cityops train group-rental", exitCode: 1);
        return PromotionGate.Compare(champion, model, HeldOutRows.FromBytes(heldOut), new PromotionLimits());
    }

    private static int RollBack(ModelRegistry registry, PromotionRequest request, TimeProvider time, TextWriter output)
    {
        var current = registry.VersionOf(ModelRegistry.Champion);
        var previous = registry.Promotions().LastOrDefault(p => string.Equals(p.Version, current, StringComparison.Ordinal))?.Previous
            ?? throw new CommandException("no version was at work before the present one.", exitCode: 1);
        _ = registry.Read(previous);
        registry.Promote(new Promotion(previous, registry.Promotions().LastOrDefault(p => string.Equals(p.Version, previous, StringComparison.Ordinal))?.Previous, time.GetUtcNow(), request.By, "rollback: " + request.Reason));
        output.WriteLine($"{previous} is back at work; {current} is not.");
        return 0;
    }

    private static void List(ModelRegistry registry, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                versions = registry.Versions(),
                champion = registry.VersionOf(ModelRegistry.Champion),
                challenger = registry.VersionOf(ModelRegistry.Challenger),
            }));
            return;
        }

        foreach (var version in registry.Versions())
        {
            var aliases = new[] { ModelRegistry.Champion, ModelRegistry.Challenger }.Where(a => string.Equals(registry.VersionOf(a), version, StringComparison.Ordinal));
            output.WriteLine($"{version}  {string.Join(", ", aliases)}".TrimEnd());
        }
    }

    private static void Report(string version, string? previous, IReadOnlyList<GateFigure> figures, bool refused, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                version,
                previous,
                promoted = !refused,
                figures = figures.Select(f => new { name = f.Name, champion = Finite(f.Champion), challenger = Finite(f.Challenger), is_worse = f.IsWorse }),
            }));
            return;
        }

        output.WriteLine(refused ? $"{version} was refused: it is worse than {previous}." : $"{version} scores from now on{(previous is null ? "" : $"; before it {previous}")}.");
        foreach (var figure in figures)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(figure.IsWorse ? "worse" : "     ")}  {figure.Name,-36}  {figure.Champion:0.000} -> {figure.Challenger:0.000}"));
        }
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
