using System.Runtime.InteropServices;

namespace CityOps.Warehouse.Embedded.Interop;

/// <summary>The part of libchdb's C interface that the engine uses. Texts go in as UTF-8 with a length, so that they may hold any byte.</summary>
internal static unsafe partial class Chdb
{
    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_set_signal_handlers_enabled")]
    internal static partial void SetSignalHandlersEnabled(int enabled);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_connect")]
    internal static partial nint* Connect(int count, byte** arguments);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_close_conn")]
    internal static partial void Close(nint* connection);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_shutdown")]
    internal static partial int Shutdown();

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_query_with_params_n")]
    internal static partial nint Query(
        nint connection, byte* sql, nuint sqlLength, byte* format, nuint formatLength, byte** names, nuint* nameLengths, byte** values, nuint* valueLengths, nuint count);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_stream_query_with_params_n")]
    internal static partial nint StreamQuery(
        nint connection, byte* sql, nuint sqlLength, byte* format, nuint formatLength, byte** names, nuint* nameLengths, byte** values, nuint* valueLengths, nuint count);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_stream_fetch_result")]
    internal static partial nint StreamFetch(nint connection, nint stream);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_stream_cancel_query")]
    internal static partial void StreamCancel(nint connection, nint stream);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_destroy_query_result")]
    internal static partial void DestroyResult(nint result);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_stream_insert_with_params_n")]
    internal static partial nint StreamInsert(
        nint connection, byte* sql, nuint sqlLength, byte* format, nuint formatLength, byte** names, nuint* nameLengths, byte** values, nuint* valueLengths, nuint count);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_stream_append")]
    internal static partial int StreamAppend(nint stream, byte* data, nuint length);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_stream_done")]
    internal static partial nint StreamDone(nint stream);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_stream_insert_error")]
    internal static partial byte* StreamInsertError(nint stream);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_destroy_insert_stream")]
    internal static partial void DestroyInsertStream(nint stream);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_result_buffer")]
    internal static partial byte* ResultBuffer(nint result);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_result_length")]
    internal static partial nuint ResultLength(nint result);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_result_error")]
    internal static partial byte* ResultError(nint result);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_result_storage_rows_read")]
    internal static partial ulong RowsRead(nint result);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_result_storage_bytes_read")]
    internal static partial ulong BytesRead(nint result);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_result_rows_written")]
    internal static partial ulong RowsWritten(nint result);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_result_bytes_written")]
    internal static partial ulong BytesWritten(nint result);

    [LibraryImport(ChdbLibrary.Name, EntryPoint = "chdb_classify_query_n")]
    internal static partial int Classify(nint connection, byte* sql, nuint sqlLength, byte* database, nuint databaseLength, ref QueryAnalysis analysis);
}

/// <summary>What chDB's own parser says of a text (chdb_query_analysis_v1).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct QueryAnalysis
{
    internal uint StructSize;
    internal uint Statements;
    internal uint Flags;
    internal QueryKind Kind;
}

internal enum QueryKind : uint
{
    /// <summary>Leaves no trace: SELECT, SHOW, DESCRIBE, EXPLAIN …</summary>
    ReadOnly = 0,

    /// <summary>Changes data or tables.</summary>
    Mutating = 1,

    /// <summary>Changes what lives outside every database (functions, collections, users).</summary>
    MutatingGlobal = 2,

    /// <summary>Bound to a session, or about the engine itself: USE, SET, SYSTEM, KILL, temporary tables.</summary>
    Control = 3,

    /// <summary>Did not parse.</summary>
    Unknown = 4,
}
