using System.CommandLine;
using CityOps.EventLog;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Warehouse.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Bench.Crash.Child;

/// <summary>
/// <c>cityops bench crash host</c>, hidden: the product as <c>up</c> runs it, but that it can be told where to kill itself. It is the only
/// way to such an order: no setting and no other command leads to it. It ends with the benchmark that started it.
/// </summary>
internal static class CrashHost
{
    public const string Name = "host";
    public const string Spoil = "--spoil";

    public static Command Create()
    {
        var data = SharedOptions.Data();
        var at = new Option<string?>("--kill-at") { Description = "POINT:N:group|host|engine" };
        var spoil = new Option<bool>(Spoil) { Description = "Append messages that cannot be landed." };
        var command = new Command(Name, "For the benchmark itself: the process that is killed.") { data, at, spoil };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) =>
        {
            Signals.LeadOwnGroup();
            EndWithParent();
            var folder = DataFolder.Open(parsed.GetValue(data)!);
            var order = parsed.GetValue(at) is { } text ? KillOrder.Parse(text) : null;
            return ServerRun.RunAsync(
                new HostSettings(folder, HostRoles.Ingest | HostRoles.Pipelines, HttpPort: 0, Demo: false, Composition.Scenarios.All)
                {
                    First = services => Add(services, order, folder.Path, parsed.GetValue(spoil)),
                },
                cancellationToken);
        });
        return command;
    }

    private static void Add(IServiceCollection services, KillOrder? order, string folder, bool spoils)
    {
        if (spoils)
        {
            services.AddSingleton(new SpoiledMessages(folder));
            services.AddHostedService<SpoilingFeed>();
        }

        if (order is { IsPartRename: false })
        {
            services.AddSingleton<ICrashPoints>(provider => new KillAtPoint(order, folder, () => provider.GetRequiredService<EmbeddedWarehouse>().EngineProcessId));
        }
    }

    // Standard input is the benchmark's to hold open.
    private static void EndWithParent() => new Thread(() =>
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        Signals.KillGroup(Environment.ProcessId);
    })
    { IsBackground = true, Name = "parent watch" }.Start();
}
