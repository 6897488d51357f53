using CityOps.Host.Composition;
using CityOps.Identity;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Operating;

/// <summary>Writes what a command is about to do into the audit log of an installation, whether or not its server runs.</summary>
internal static class LocalAudit
{
    public static async Task AppendAsync(DataFolder folder, AuditEvent entry, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddLogging().AddCityOpsIdentity(HostConfiguration.Build(folder)).BuildServiceProvider();
        await services.GetRequiredService<IAuditLog>().AppendAsync(entry, cancellationToken);
    }
}
