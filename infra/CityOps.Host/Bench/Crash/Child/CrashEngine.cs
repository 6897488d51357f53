using System.CommandLine;
using CityOps.Host.Commands;
using CityOps.Warehouse.Embedded;

namespace CityOps.Host.Bench.Crash.Child;

/// <summary><c>cityops bench crash engine</c>, hidden: the warehouse's engine, which ends itself when it renames its n-th new part into place.</summary>
internal static class CrashEngine
{
    public const string Name = "engine";

    public static Command Create()
    {
        var data = SharedOptions.Data();
        var at = new Option<string>("--kill-at") { Description = "part-rename:N:group|engine", Required = true };
        var command = new Command(Name, "For the benchmark itself: the engine that is killed.") { data, at };
        command.Hidden = true;
        command.SetAction((parsed, _) =>
        {
            var order = KillOrder.Parse(parsed.GetValue(at)!);
            var folder = parsed.GetValue(data)!.FullName;

            // The engine is in the host's group, and is started again without an order once it has ended: the marker says so.
            if (!File.Exists(MadeFile(folder)))
            {
                RenameTrap.Set(order.Nth, () =>
                {
                    File.WriteAllText(MadeFile(folder), "");
                    KillMarker.Write(folder, order.Point);
                    Kill(order.Target);
                });
            }

            return EngineProgram.RunAsync();
        });
        return command;
    }

    /// <summary>Forgets that an order was carried out on this folder.</summary>
    public static void Forget(string dataFolder) => File.Delete(MadeFile(dataFolder));

    private static string MadeFile(string dataFolder) => Path.Combine(dataFolder, "killed-engine");

    private static void Kill(KillTarget target)
    {
        if (target is KillTarget.Engine)
        {
            Signals.KillProcess(Environment.ProcessId);
        }
        else
        {
            Signals.KillOwnGroup();
        }
    }
}
