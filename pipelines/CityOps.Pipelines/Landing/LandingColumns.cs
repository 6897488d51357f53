using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Contracts.Schema;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Landing;

/// <summary>Adds the two columns that every landed row has, <c>received_at</c> and <c>version</c>, without touching the others.</summary>
public sealed class LandingColumns
{
    public const string ReceivedAt = "received_at";
    public const string Version = "version";

    private static readonly TimestampType InstantType = new(TimeUnit.Millisecond, "UTC");

    private readonly Apache.Arrow.Schema _schema;
    private readonly RowVersion? _version;

    /// <param name="version">Null for the order of the log: what came later stands.</param>
    public LandingColumns(ContractSchema schema, RowVersion? version = null)
    {
        _version = version;
        _schema = new Apache.Arrow.Schema(
            [
                .. schema.Arrow.FieldsList,
                new Field(ReceivedAt, InstantType, nullable: false),
                new Field(Version, UInt64Type.Default, nullable: false),
            ],
            metadata: null);
    }

    /// <param name="rows">Rows of the message; their columns are shared with the result, not copied.</param>
    public RecordBatch Add(RecordBatch rows, long offset, DateTimeOffset appendedAt)
    {
        var count = rows.Length;
        var columns = new IArrowArray[rows.ColumnCount + 2];
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            columns[column] = rows.Column(column);
        }

        columns[^2] = Repeat(appendedAt.ToUnixTimeMilliseconds(), count);
        columns[^1] = _version is { } version ? Versions(rows, offset, version) : Count(SourceOrder.Of(offset, 0), count);
        return new RecordBatch(_schema, columns, count);
    }

    private static TimestampArray Repeat(long milliseconds, int count)
    {
        var values = GC.AllocateUninitializedArray<byte>(count * sizeof(long));
        MemoryMarshal.Cast<byte, long>(values.AsSpan()).Fill(milliseconds);
        return new TimestampArray(InstantType, new ArrowBuffer(values), ArrowBuffer.Empty, count, nullCount: 0, offset: 0);
    }

    private static UInt64Array Versions(RecordBatch rows, long offset, RowVersion version)
    {
        var values = GC.AllocateUninitializedArray<byte>(rows.Length * sizeof(ulong));
        var versions = MemoryMarshal.Cast<byte, ulong>(values.AsSpan());
        for (var row = 0; row < versions.Length; row++)
        {
            versions[row] = version(rows, row, offset);
        }

        return new UInt64Array(new ArrowBuffer(values), ArrowBuffer.Empty, rows.Length, nullCount: 0, offset: 0);
    }

    private static UInt64Array Count(ulong first, int count)
    {
        var values = GC.AllocateUninitializedArray<byte>(count * sizeof(ulong));
        var versions = MemoryMarshal.Cast<byte, ulong>(values.AsSpan());
        for (var row = 0; row < count; row++)
        {
            versions[row] = first + (uint)row;
        }

        return new UInt64Array(new ArrowBuffer(values), ArrowBuffer.Empty, count, nullCount: 0, offset: 0);
    }
}
