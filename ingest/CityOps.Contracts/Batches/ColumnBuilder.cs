using System.Buffers.Text;
using System.Text;
using Apache.Arrow;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Batches;

/// <summary>
/// Collects one column of a batch, value by value, checking each against its <see cref="Column"/>. Every <c>TryAppend</c> returns null, or what is
/// wrong and what would be right; then nothing was appended. Nothing is allocated for a good value but the column itself.
/// </summary>
internal abstract class ColumnBuilder(Column column)
{
    private readonly byte[]? _default = column.Default is null ? null : Encoding.UTF8.GetBytes(column.Default);
    private Validity _validity;

    public Column Column { get; } = column;

    /// <summary>How many values it holds.</summary>
    public int Length => _validity.Length;

    public static ColumnBuilder For(Column column) => column.Type switch
    {
        ColumnType.Text => new TextBuilder(column),
        ColumnType.Choice => new ChoiceBuilder(column),
        ColumnType.Instant => new InstantBuilder(column),
        ColumnType.Number => new NumberBuilder(column),
        ColumnType.Integer => new IntegerBuilder(column),
        ColumnType.Key => new KeyBuilder(column),
        ColumnType.Flag => new FlagBuilder(column),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Type, "Unknown column type."),
    };

    public static ColumnBuilder[] For(ContractSchema schema) => [.. schema.Columns.Select(For)];

    /// <summary>A value as text, not empty.</summary>
    public abstract Refusal? TryAppend(ReadOnlySpan<byte> utf8);

    public virtual Refusal? TryAppend(long value)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out var length);
        return TryAppend(text[..length]);
    }

    public virtual Refusal? TryAppend(ulong value)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, text, out var length);
        return TryAppend(text[..length]);
    }

    public virtual Refusal? TryAppend(double value)
    {
        Span<byte> text = stackalloc byte[32];
        value.TryFormat(text, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        return TryAppend(text[..length]);
    }

    public virtual Refusal? TryAppend(bool value) => TryAppend(value ? "true"u8 : "false"u8);

    /// <summary>An instant in milliseconds since 1970-01-01T00:00:00Z.</summary>
    public virtual Refusal? TryAppendInstant(long milliseconds)
    {
        Span<byte> text = stackalloc byte[InstantFormat.Length];
        return InstantText.RangeOf(milliseconds) is var failure and not InstantFailure.None
            ? Reasons.Instant(failure)
            : TryAppend(text[..InstantFormat.Write(milliseconds, text)]);
    }

    /// <summary>No value: the column's default, its unknown, or what is wrong with that.</summary>
    public Refusal? TryAppendMissing()
    {
        if (_default is not null)
        {
            return TryAppend(_default);
        }

        if (Column.Type is ColumnType.Key)
        {
            return TryAppend(0UL);
        }

        if (Column.Required)
        {
            return Reasons.Missing;
        }

        AppendNull();
        return null;
    }

    public void AppendNull()
    {
        AppendZero();
        _validity.Append(isValid: false);
    }

    /// <summary>Forgets the values from <paramref name="length"/> on.</summary>
    public void Truncate(int length)
    {
        if (length < Length)
        {
            _validity.Truncate(length);
            Cut(length);
        }
    }

    /// <summary>The column as an Arrow array; the builder is empty afterwards and may be filled anew.</summary>
    public IArrowArray Build()
    {
        var length = Length;
        var nulls = _validity.NullCount;
        return Build(length, nulls, _validity.Take());
    }

    protected void AppendValid() => _validity.Append(isValid: true);

    /// <summary>Puts a placeholder where a null stands.</summary>
    protected abstract void AppendZero();

    protected abstract void Cut(int length);

    protected abstract IArrowArray Build(int length, int nullCount, ArrowBuffer validity);
}
