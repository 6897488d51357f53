using System.Globalization;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Microsoft.Win32.SafeHandles;

namespace CityOps.Warehouse.Embedded.Handover;

/// <summary>
/// Memory without a file that holds the rows of one insert. The engine, our child, opens it by our descriptor and reads it in place of the request's
/// body: loopback sockets copy rows four times and took more of a processor than the host needs for all else.
/// </summary>
internal sealed partial class SharedBody : IDisposable
{
    /// <summary>The request header that names it.</summary>
    internal const string Header = "X-CityOps-Body";

    /// <summary>The error that a body which cannot be read is refused with; none of ClickHouse's own.</summary>
    internal const int UnreadableCode = 9_001;

    private const string Name = "cityops-insert-";
    private const uint CloseOnExec = 1; // MFD_CLOEXEC
    private const int WriteBufferBytes = 128 * 1024;

    private readonly FileStream _memory;
    private readonly string _name;
    private readonly int _descriptor;

    private SharedBody(SafeFileHandle handle, string name)
    {
        _memory = new FileStream(handle, FileAccess.ReadWrite, WriteBufferBytes);
        _descriptor = (int)handle.DangerousGetHandle();
        _name = name;
    }

    /// <summary>What the header says: our descriptor, and the name that tells this memory from another one that has the descriptor later.</summary>
    internal string Reference => string.Create(CultureInfo.InvariantCulture, $"{_descriptor}:{_name}");

    /// <summary>What it takes of the machine's memory.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Null where the system has no such memory.</summary>
    internal static SharedBody? TryCreate(long number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Name}{number}");
        try
        {
            var descriptor = CreateMemory(name, CloseOnExec);
            return descriptor < 0 ? null : new SharedBody(new SafeFileHandle(descriptor, ownsHandle: true), name);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Holds these rows as an Arrow stream from now on, and nothing else.</summary>
    internal void Write(IReadOnlyList<RecordBatch> batches)
    {
        _memory.Position = 0;
        using (var writer = new ArrowStreamWriter(_memory, batches[0].Schema, leaveOpen: true))
        {
            writer.WriteStart();
            foreach (var batch in batches)
            {
                writer.WriteRecordBatch(batch);
            }

            writer.WriteEnd();
        }

        _memory.Flush();
        Bytes = _memory.Position;
        _memory.SetLength(Bytes);
    }

    /// <summary>Reads the body that a header names, in the engine.</summary>
    /// <exception cref="EngineException"><see cref="UnreadableCode"/>: there is none, it is another one by now, or we may not open it.</exception>
    internal static Stream Open(string reference, int parentProcessId)
    {
        var parts = reference.Split(':');
        if (parts is not [var descriptor, var name] || !int.TryParse(descriptor, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !name.StartsWith(Name, StringComparison.Ordinal))
        {
            throw Refused("the header names none");
        }

        try
        {
            var stream = new FileStream(
                string.Create(CultureInfo.InvariantCulture, $"/proc/{parentProcessId}/fd/{number}"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var target = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}")).LinkTarget;
            if (string.Equals(target?.Split(' ')[0], "/memfd:" + name, StringComparison.Ordinal))
            {
                return stream;
            }

            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(e.Message);
        }

        throw Refused("it is another one by now");
    }

    public void Dispose() => _memory.Dispose();

    private static EngineException Refused(string why) => new(UnreadableCode, "SHARED_BODY_UNREADABLE", $"The body in shared memory cannot be read here: {why}");

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemory(string name, uint flags);
}
