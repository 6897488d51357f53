using System.Runtime.InteropServices;

namespace CityOps.Warehouse.Embedded;

/// <summary>
/// Ends an engine whose parent has gone, so that it never holds the data folder alone: on Linux the kernel kills it; everywhere the end
/// of standard input, which the parent holds open, stops it in order.
/// </summary>
internal static partial class ParentWatch
{
    private const int DeathSignal = 1; // PR_SET_PDEATHSIG
    private const int Kill = 9; // SIGKILL; the engine's folder stands that at any moment

    /// <summary>Asks the kernel for the signal. The parent must start the engine from a thread that lives as long as it does.</summary>
    /// <returns>False where the parent has gone already.</returns>
    internal static bool DieWithParent(int parentProcessId)
    {
        if (parentProcessId == 0)
        {
            return true;
        }

        if (OperatingSystem.IsLinux())
        {
            _ = SetProcessControl(DeathSignal, Kill, 0, 0, 0);
        }

        return GetParentProcessId() == parentProcessId;
    }

    /// <summary>Completes when standard input ends.</summary>
    internal static Task InputEndAsync(Stream input)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            var buffer = new byte[64];
            try
            {
                while (input.Read(buffer) > 0)
                {
                }
            }
            catch (IOException)
            {
                // A broken pipe is an end too.
            }

            ended.TrySetResult();
        })
        { IsBackground = true, Name = "parent watch" }.Start();
        return ended.Task;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int SetProcessControl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcessId();
}
