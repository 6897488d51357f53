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
        var verify = new ExampledCommand(
            "verify",
            "Recompute the audit log's hash chain, and compare its head with audit-head.json. Exits 1 at the first broken link.",
            """
            cityops audit verify --data ./cityops-data
            cityops audit verify --json
            """)
        {
            data, json,
        };
        verify.SetAction((parsed, cancellationToken) => VerifyAsync(DataFolder.OpenExisting(parsed.GetValue(data)!), parsed.GetValue(json), cancellationToken));
        return new ExampledCommand("audit", "Look after the audit log.", "cityops audit verify --data ./cityops-data") { verify };
    }

    private static async Task<int> VerifyAsync(DataFolder folder, bool json, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddCityOpsIdentity(HostConfiguration.Build(folder))
            .BuildServiceProvider();
        var result = await services.GetRequiredService<IAuditLog>().VerifyAsync(cancellationToken);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, HostJson.Options));
        }
        else if (result.IsIntact)
        {
            Console.WriteLine($"{result.Entries} entries hold together; head {result.HeadHash}.");
        }
        else
        {
            Console.WriteLine($"Broken at entry {result.FirstBroken}: {result.Problem} ({result.Entries} entries before it hold together).");
        }

        return result.IsIntact ? 0 : 1;
    }
}
