using System.Text;
using Apache.Arrow;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Batches;

/// <summary>A column of texts, kept as UTF-8.</summary>
internal class TextBuilder(Column column) : ColumnBuilder(column)
{
    private ByteStore _ends;
    private ByteStore _bytes;

    public override Refusal? TryAppend(ReadOnlySpan<byte> utf8)
    {
        var text = Column.IsIdentifier ? IdentifierText.Trim(utf8) : utf8;
        if (text.IsEmpty)
        {
            return TryAppendMissing();
        }

        if (TextRules.Check(text, Column) is { } wrong)
        {
            return wrong;
        }

        Append(text);
        return null;
    }

    /// <summary>Appends without checking.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        _bytes.Append(utf8);
        _ends.Append(_bytes.Length);
        AppendValid();
    }

    /// <summary>Appends without checking; an empty text is an unknown one where the column may be empty.</summary>
    public void Append(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            AppendEmpty(text);
            return;
        }

        Span<byte> small = stackalloc byte[256];
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = length <= small.Length ? small : new byte[length];
        Append(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    protected override void AppendZero() => _ends.Append(_bytes.Length);

    protected override void Cut(int length)
    {
        _ends.Truncate(length * sizeof(int));
        _bytes.Truncate(length == 0 ? 0 : _ends.Read<int>(length - 1));
    }

    protected override IArrowArray Build(int length, int nullCount, ArrowBuffer validity)
    {
        // Arrow's offsets begin with a zero that the running ends lack.
        var offsets = GC.AllocateUninitializedArray<byte>((length + 1) * sizeof(int));
        offsets.AsSpan(0, sizeof(int)).Clear();
        _ends.Take().Span.CopyTo(offsets.AsSpan(sizeof(int)));
        return new StringArray(length, new ArrowBuffer(offsets), _bytes.Take(), validity, nullCount);
    }

    private void AppendEmpty(string? text)
    {
        if (!Column.Required)
        {
            AppendNull();
            return;
        }

        ArgumentNullException.ThrowIfNull(text, Column.Name);
        Append([]);
    }
}

/// <summary>A column of words from a closed list.</summary>
internal sealed class ChoiceBuilder(Column column) : TextBuilder(column)
{
    private readonly WordList _words = new(column.Choices);

    public override Refusal? TryAppend(ReadOnlySpan<byte> utf8)
    {
        var index = _words.IndexOf(utf8.Trim((byte)' '));
        if (index < 0)
        {
            return Reasons.Choice(Column);
        }

        AppendWord(index);
        return null;
    }

    /// <summary>Appends the word at this place in the list.</summary>
    public void AppendWord(int index) => Append(_words[index]);
}
