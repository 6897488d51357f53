using System.Runtime.InteropServices;

namespace CityOps.Warehouse.Embedded.Interop;

/// <summary>
/// Keeps .NET's signal handlers. libchdb, told not to install its own, resets the deadly signals to their defaults instead, at each
/// connect; .NET needs SIGSEGV and SIGFPE to turn a null reference or a division by zero into an exception, so without this one such
/// bug in managed code would end the process.
/// </summary>
internal sealed unsafe partial class RuntimeSignals
{
    // sigaction structures are 152 bytes on 64-bit Linux and 16 on macOS; they are only handed back unread.
    private const int StructureSize = 256;

    // SIGILL, SIGTRAP, SIGABRT, SIGFPE and SIGSEGV have these numbers on both; SIGBUS differs.
    private static readonly int[] s_signals = [4, 5, 6, OperatingSystem.IsMacOS() ? 10 : 7, 8, 11];

    private readonly byte[] _saved = new byte[s_signals.Length * StructureSize];

    internal RuntimeSignals()
    {
        fixed (byte* saved = _saved)
        {
            for (var i = 0; i < s_signals.Length; i++)
            {
                _ = SigAction(s_signals[i], null, saved + (i * StructureSize));
            }
        }
    }

    internal void Restore()
    {
        fixed (byte* saved = _saved)
        {
            for (var i = 0; i < s_signals.Length; i++)
            {
                _ = SigAction(s_signals[i], saved + (i * StructureSize), null);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SigAction(int signal, byte* action, byte* previous);
}
