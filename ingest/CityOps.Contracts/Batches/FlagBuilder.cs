using System.Text;
using Apache.Arrow;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Batches;

/// <summary>A column of true and false.</summary>
internal sealed class FlagBuilder(Column column) : ColumnBuilder(column)
{
    private byte[] _bits = [];

    public override Refusal? TryAppend(ReadOnlySpan<byte> utf8)
    {
        var word = utf8.Trim((byte)' ');
        if (word.SequenceEqual("1"u8) || Ascii.EqualsIgnoreCase(word, "true"u8))
        {
            return TryAppend(value: true);
        }

        return word.SequenceEqual("0"u8) || Ascii.EqualsIgnoreCase(word, "false"u8) ? TryAppend(value: false) : Reasons.Flag;
    }

    public override Refusal? TryAppend(bool value)
    {
        Write(value);
        AppendValid();
        return null;
    }

    protected override void AppendZero() => Write(value: false);

    protected override void Cut(int length)
    {
        // Bits are written, not or-ed: what lies beyond the length does not matter.
    }

    protected override IArrowArray Build(int length, int nullCount, ArrowBuffer validity)
    {
        var values = new ArrowBuffer(_bits.AsMemory(0, BitUtility.ByteCount(length)));
        _bits = [];
        return new BooleanArray(values, validity, length, nullCount, 0);
    }

    private void Write(bool value)
    {
        if (Length >= _bits.Length * 8)
        {
            System.Array.Resize(ref _bits, Math.Max(64, _bits.Length * 2));
        }

        BitUtility.SetBit(_bits, Length, value);
    }
}
