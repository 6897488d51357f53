using System.CommandLine;
using System.Text.Json;
using CityOps.Host.Composition;
using CityOps.Identity;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Commands;

/// <summary><c>cityops audit verify</c>: whether the audit log is whole.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var json = SharedOptions.Json();
        var anchors = new Option<string[]>("--anchors")
        {
            Description = "A file of anchors that was kept elsewhere (a copy of audit-anchors.jsonl, or what a webhook took); may be given several times.",
            HelpName = "FILE",
            DefaultValueFactory = _ => [],
        };
        var verify = new ExampledCommand(
            "verify",
            "Recompute the audit log's hash chain and compare it with the anchors outside the database. Says what was altered, is missing, was cut off or was re-written, entry by entry; exits 1 where anything was.",
            """
            cityops audit verify --data ./cityops-data
            cityops audit verify --anchors /mnt/worm/audit-anchors.jsonl
            cityops audit verify --json
            """)
        {
            data, anchors, json,
        };
        verify.SetAction((parsed, cancellationToken) => VerifyAsync(
            DataFolder.OpenExisting(parsed.GetValue(data)!), parsed.GetValue(anchors) ?? [], parsed.GetValue(json), cancellationToken));
        return new ExampledCommand("audit", "Look after the audit log.", "cityops audit verify --data ./cityops-data") { verify };
    }

    private static async Task<int> VerifyAsync(DataFolder folder, string[] anchorFiles, bool json, CancellationToken cancellationToken)
    {
        foreach (var missing in anchorFiles.Where(file => !File.Exists(file)))
        {
            throw new CommandException($"there is no file of anchors at {missing}.");
        }

        await using var services = new ServiceCollection()
            .AddLogging()
            .AddCityOpsIdentity(HostConfiguration.Build(folder))
            .BuildServiceProvider();
        var result = await services.GetRequiredService<IAuditLog>().VerifyAsync(cancellationToken, anchorFiles);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, HostJson.Options));
        }
        else
        {
            foreach (var problem in result.Problems)
            {
                Console.WriteLine($"{problem.Fault,-16} {problem.Problem}");
            }

            Console.WriteLine(result.IsIntact
                ? $"{result.Entries} entries hold together, {result.Anchored} of them anchored outside the database; head {result.HeadHash}."
                : $"{result.Problems.Count} problems in {result.Entries} entries.");
        }

        return result.IsIntact ? 0 : 1;
    }
}
