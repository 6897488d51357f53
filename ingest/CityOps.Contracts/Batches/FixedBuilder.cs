using System.Runtime.CompilerServices;
using Apache.Arrow;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Batches;

/// <summary>A column of values of one width.</summary>
internal abstract class FixedBuilder<T>(Column column) : ColumnBuilder(column)
    where T : unmanaged
{
    private ByteStore _values;

    /// <summary>Appends without checking.</summary>
    public void Append(T value)
    {
        _values.Append(value);
        AppendValid();
    }

    protected override void AppendZero() => _values.Append(default(T));

    protected override void Cut(int length) => _values.Truncate(length * Unsafe.SizeOf<T>());

    protected override IArrowArray Build(int length, int nullCount, ArrowBuffer validity) => Array(_values.Take(), validity, length, nullCount);

    protected abstract IArrowArray Array(ArrowBuffer values, ArrowBuffer validity, int length, int nullCount);
}

internal sealed class NumberBuilder(Column column) : FixedBuilder<double>(column)
{
    public override Refusal? TryAppend(ReadOnlySpan<byte> utf8) =>
        NumberText.TryParse(utf8.Trim((byte)' '), out double value) ? TryAppend(value) : Reasons.Number(Column);

    public override Refusal? TryAppend(double value)
    {
        if (!double.IsFinite(value) || value < Column.Min || value > Column.Max)
        {
            return Reasons.Number(Column);
        }

        Append(value);
        return null;
    }

    public override Refusal? TryAppend(long value) => TryAppend((double)value);

    public override Refusal? TryAppend(ulong value) => TryAppend((double)value);

    public override Refusal? TryAppend(bool value) => Reasons.Number(Column);

    protected override IArrowArray Array(ArrowBuffer values, ArrowBuffer validity, int length, int nullCount) =>
        new DoubleArray(values, validity, length, nullCount, 0);
}

internal sealed class IntegerBuilder(Column column) : FixedBuilder<long>(column)
{
    public override Refusal? TryAppend(ReadOnlySpan<byte> utf8) =>
        NumberText.TryParse(utf8.Trim((byte)' '), out long value) ? TryAppend(value) : Reasons.Integer(Column);

    public override Refusal? TryAppend(long value)
    {
        if (value < Column.Min || value > Column.Max)
        {
            return Reasons.Integer(Column);
        }

        Append(value);
        return null;
    }

    public override Refusal? TryAppend(ulong value) => value <= long.MaxValue ? TryAppend((long)value) : Reasons.Integer(Column);

    public override Refusal? TryAppend(double value) => NumberText.TryWhole(value, out var whole) ? TryAppend(whole) : Reasons.Integer(Column);

    public override Refusal? TryAppend(bool value) => Reasons.Integer(Column);

    protected override IArrowArray Array(ArrowBuffer values, ArrowBuffer validity, int length, int nullCount) =>
        new Int64Array(values, validity, length, nullCount, 0);
}

internal sealed class KeyBuilder(Column column) : FixedBuilder<ulong>(column)
{
    public override Refusal? TryAppend(ReadOnlySpan<byte> utf8) =>
        System.Buffers.Text.Utf8Parser.TryParse(utf8, out ulong value, out var consumed) && consumed == utf8.Length ? TryAppend(value) : Reasons.Key;

    public override Refusal? TryAppend(ulong value)
    {
        Append(value);
        return null;
    }

    public override Refusal? TryAppend(long value) => value >= 0 ? TryAppend((ulong)value) : Reasons.Key;

    public override Refusal? TryAppend(double value) =>
        NumberText.TryWhole(value, out var whole) && whole >= 0 ? TryAppend((ulong)whole) : Reasons.Key;

    public override Refusal? TryAppend(bool value) => Reasons.Key;

    protected override IArrowArray Array(ArrowBuffer values, ArrowBuffer validity, int length, int nullCount) =>
        new UInt64Array(values, validity, length, nullCount, 0);
}

internal sealed class InstantBuilder(Column column) : FixedBuilder<long>(column)
{
    public override Refusal? TryAppend(ReadOnlySpan<byte> utf8)
    {
        var failure = InstantText.Parse(utf8.Trim((byte)' '), out var milliseconds);
        return failure is InstantFailure.None ? TryAppendInstant(milliseconds) : Reasons.Instant(failure);
    }

    public override Refusal? TryAppendInstant(long milliseconds)
    {
        if (InstantText.RangeOf(milliseconds) is var failure and not InstantFailure.None)
        {
            return Reasons.Instant(failure);
        }

        if (milliseconds > Column.Max)
        {
            return Reasons.Future(Column);
        }

        Append(milliseconds);
        return null;
    }

    protected override IArrowArray Array(ArrowBuffer values, ArrowBuffer validity, int length, int nullCount) =>
        new TimestampArray(ContractSchema.InstantType, values, validity, length, nullCount, 0);
}
