using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CityOps.Host.Bench.Crash.Child;

/// <summary>
/// Stops the engine's thread in the very system call by which a new part gets its place in a table, and counts: the kernel asks before it
/// renames (seccomp user notification, Linux 5.0), so the n-th rename has not happened when the order is carried out, and the ones
/// before it have.
/// </summary>
internal static partial class RenameTrap
{
    private const string NewPart = "tmp_insert_";
    private const int NoNewPrivileges = 38;
    private const int SetModeFilter = 1;
    private const int AllThreadsAndListener = 1 | 8 | 16;
    private const uint ReceiveNotification = 0xC050_2100;
    private const uint SendAnswer = 0xC018_2101;
    private const int NotificationLength = 80;
    private const int AnswerLength = 24;
    private const uint GoOn = 1;

    // Number of the call, and which of its arguments is the old path.
    private static readonly (uint Call, int OldPath)[] Renames = RuntimeInformation.ProcessArchitecture is Architecture.Arm64
        ? [(38, 1), (276, 1)]
        : [(82, 0), (264, 1), (316, 1)];

    private static readonly nint Seccomp = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? 277 : 317;

    /// <summary>From now on counts the renames of new parts by any thread of this process; at the n-th calls <paramref name="kill"/>, which does not return.</summary>
    /// <exception cref="Win32Exception">The kernel does not offer it.</exception>
    public static void Set(int nth, Action kill)
    {
        _ = Control(NoNewPrivileges, 1, 0, 0, 0);
        var listener = Install(Filter());
        new Thread(() => Watch(listener, nth, kill)) { IsBackground = true, Name = "rename trap" }.Start();
    }

    // Classic BPF over the number of the system call: jump to the last instruction for a rename, else allow.
    private static byte[] Filter()
    {
        var program = new List<(ushort Code, byte True, byte False, uint Value)> { (0x20, 0, 0, 0) };
        for (var i = 0; i < Renames.Length; i++)
        {
            program.Add((0x15, (byte)(Renames.Length - i), 0, Renames[i].Call));
        }

        program.Add((0x06, 0, 0, 0x7FFF_0000));
        program.Add((0x06, 0, 0, 0x7FC0_0000));
        var bytes = new byte[program.Count * 8];
        for (var i = 0; i < program.Count; i++)
        {
            var at = bytes.AsSpan(i * 8);
            BinaryPrimitives.WriteUInt16LittleEndian(at, program[i].Code);
            (at[2], at[3]) = (program[i].True, program[i].False);
            BinaryPrimitives.WriteUInt32LittleEndian(at[4..], program[i].Value);
        }

        return bytes;
    }

    private static unsafe int Install(byte[] filter)
    {
        fixed (byte* instructions = filter)
        {
            var program = new Program { Length = (ushort)(filter.Length / 8), Instructions = (nint)instructions };
            var listener = SystemCall(Seccomp, SetModeFilter, AllThreadsAndListener, (nint)(&program));
            return listener >= 0
                ? (int)listener
                : throw new Win32Exception(Marshal.GetLastPInvokeError(), "The kernel does not let the benchmark watch the engine's renames (seccomp user notification).");
        }
    }

    private static void Watch(int listener, int nth, Action kill)
    {
        var seen = 0;
        Span<byte> notification = stackalloc byte[NotificationLength];
        Span<byte> answer = stackalloc byte[AnswerLength];
        while (true)
        {
            notification.Clear();
            if (Talk(listener, ReceiveNotification, ref MemoryMarshal.GetReference(notification)) < 0)
            {
                continue;
            }

            if (IsNewPart(notification) && ++seen == nth)
            {
                kill();
            }

            answer.Clear();
            notification[..8].CopyTo(answer);
            BinaryPrimitives.WriteUInt32LittleEndian(answer[20..], GoOn);
            _ = Talk(listener, SendAnswer, ref MemoryMarshal.GetReference(answer));
        }
    }

    // id 8, pid 4, flags 4, call 4, architecture 4, instruction 8, arguments 6 × 8. The paths are in this process's own memory.
    private static bool IsNewPart(ReadOnlySpan<byte> notification)
    {
        var call = BinaryPrimitives.ReadUInt32LittleEndian(notification[16..]);
        foreach (var (number, oldPath) in Renames)
        {
            if (number == call)
            {
                var path = (nint)BinaryPrimitives.ReadUInt64LittleEndian(notification[(32 + (8 * oldPath))..]);
                return Marshal.PtrToStringUTF8(path)?.Contains(NewPart, StringComparison.Ordinal) ?? false;
            }
        }

        return false;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint argument1, nint argument2, nint argument3);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Talk(int file, nuint request, ref byte argument);

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public nint Instructions;
    }
}
