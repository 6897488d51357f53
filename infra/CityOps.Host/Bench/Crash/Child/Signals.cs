using System.Runtime.InteropServices;

namespace CityOps.Host.Bench.Crash.Child;

/// <summary>SIGKILL, and the process group it goes to.</summary>
internal static partial class Signals
{
    private const int Kill = 9;

    /// <summary>Makes this process the leader of a group of its own, so that one signal reaches it and the engine at once.</summary>
    public static void LeadOwnGroup() => _ = SetProcessGroup(0, 0);

    /// <summary>Kills one process. It does nothing where the process has ended already.</summary>
    public static void KillProcess(int processId) => _ = Send(processId, Kill);

    /// <summary>Kills the group that <paramref name="leaderId"/> leads, all of it at one moment.</summary>
    public static void KillGroup(int leaderId) => _ = Send(-leaderId, Kill);

    /// <summary>Kills the group that this process is in.</summary>
    public static void KillOwnGroup() => _ = Send(0, Kill);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetProcessGroup(int processId, int group);
}
