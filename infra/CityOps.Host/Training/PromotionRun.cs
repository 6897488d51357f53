using System.Globalization;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Host.Operating;
using CityOps.Identity.Audit;
using CityOps.Models.Registry;

namespace CityOps.Host.Training;

/// <summary>What <c>cityops promote SCENARIO</c> was asked to do.</summary>
/// <param name="Version">Null: roll back, or list.</param>
/// <param name="DespiteGate">Although the gate finds it worse: it takes a second person.</param>
internal sealed record PromotionRequest(string? Version, string By, string Reason, bool Rollback, bool Challenger, bool DespiteGate, bool Json);

/// <summary>Puts a version to work through the gate, or takes the last one back.</summary>
internal static class PromotionRun
{
    /// <returns>0 done, 1 refused or waiting for a second person.</returns>
    /// <exception cref="CommandException">There is no such version, nothing to go back to, or no reason.</exception>
    public static async Task<int> RunAsync(PromotedScenario scenario, DataFolder folder, PromotionRequest request, TimeProvider time, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            return await DecideAsync(scenario, folder, request, time, output, cancellationToken);
        }
        catch (InvalidDataException changed)
        {
            throw new CommandException(changed.Message, exitCode: 1);
        }
    }

    private static async Task<int> DecideAsync(PromotedScenario scenario, DataFolder folder, PromotionRequest request, TimeProvider time, TextWriter output, CancellationToken cancellationToken)
    {
        var registry = scenario.RegistryOf(HostConfiguration.Build(folder));
        if (!request.Rollback && request.Version is null)
        {
            List(registry, request.Json, output);
            return 0;
        }

        if (string.IsNullOrWhiteSpace(request.By))
        {
            throw new CommandException("--by is empty: name who decides.");
        }

        if (request.Challenger)
        {
            return await ChallengeAsync(scenario, folder, registry, request, output, cancellationToken);
        }

        if (request.Reason.Trim().Length < PromotionDesk.ShortestReason)
        {
            throw new CommandException($"--reason is a sentence of at least {PromotionDesk.ShortestReason} characters: it is kept beside the version.");
        }

        // Written before it takes effect, with what was asked: a refusal is worth knowing too.
        var asked = request.Rollback ? "rollback" : $"{request.Version}{(request.DespiteGate ? " despite the gate" : "")}";
        await AuditAsync(scenario, folder, request, asked, cancellationToken);
        var desk = new PromotionDesk(registry, scenario.JudgeOf(registry), time);
        var result = request.Rollback
            ? desk.RollBack(request.By, request.Reason.Trim())
            : desk.Promote(request.Version!, request.By, request.Reason.Trim(), request.DespiteGate);
        if (result.State is PromotionState.NotFound or PromotionState.Damaged)
        {
            throw new CommandException(result.Message, request.Rollback || result.State is PromotionState.Damaged ? 1 : 2);
        }

        Report(result, request.Json, output);
        return result.State is PromotionState.Promoted or PromotionState.AlreadyAtWork ? 0 : 1;
    }

    private static async Task<int> ChallengeAsync(PromotedScenario scenario, DataFolder folder, ModelRegistry registry, PromotionRequest request, TextWriter output, CancellationToken cancellationToken)
    {
        var version = request.Version!;
        if (!registry.Versions().Contains(version, StringComparer.Ordinal))
        {
            throw new CommandException($"there is no version '{version}' of {scenario.Name}. There are: {string.Join(", ", registry.Versions())}.");
        }

        _ = registry.Read(version);
        await AuditAsync(scenario, folder, request, $"{version} in shadow", cancellationToken);
        registry.Point(ModelRegistry.Challenger, version);
        output.WriteLine($"{version} scores in shadow from the next run on.");
        return 0;
    }

    private static Task AuditAsync(PromotedScenario scenario, DataFolder folder, PromotionRequest request, string what, CancellationToken cancellationToken) => LocalAudit.AppendAsync(
        folder, new AuditEvent(request.By.Trim(), Roles.Scientist, AuditAction.ModelPromoted, $"{scenario.Name} {what}", request.Reason.Trim()), cancellationToken);

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

    private static void Report(PromotionResult result, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                version = result.Version,
                previous = result.Previous,
                promoted = result.State is PromotionState.Promoted,
                state = JsonNamingPolicy.SnakeCaseLower.ConvertName(result.State.ToString()),
                figures = result.Figures.Select(f => new { name = f.Name, champion = Finite(f.Champion), challenger = Finite(f.Challenger), is_worse = f.IsWorse }),
            }));
            return;
        }

        output.WriteLine(result.Message);
        foreach (var figure in result.Figures)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(figure.IsWorse ? "worse" : "     ")}  {figure.Name,-36}  {figure.Champion:0.000} -> {figure.Challenger:0.000}"));
        }
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
