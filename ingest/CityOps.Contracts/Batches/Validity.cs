using Apache.Arrow;

namespace CityOps.Contracts.Batches;

/// <summary>A growing validity bitmap. It costs nothing until the first null.</summary>
internal struct Validity
{
    private byte[]? _bits;

    public int Length { get; private set; }

    public int NullCount { get; private set; }

    public void Append(bool isValid)
    {
        if (!isValid)
        {
            _bits ??= AllValid(Length);
            NullCount++;
        }

        if (_bits is not null)
        {
            Write(isValid);
        }

        Length++;
    }

    public void Truncate(int length)
    {
        for (var index = length; index < Length && _bits is not null; index++)
        {
            NullCount -= BitUtility.GetBit(_bits, index) ? 0 : 1;
        }

        Length = length;
    }

    /// <summary>The bitmap, empty where nothing is null. Starts anew afterwards.</summary>
    public ArrowBuffer Take()
    {
        var buffer = NullCount == 0 ? ArrowBuffer.Empty : new ArrowBuffer(_bits.AsMemory(0, BitUtility.ByteCount(Length)));
        this = default;
        return buffer;
    }

    private static byte[] AllValid(int length)
    {
        var bits = new byte[Math.Max(64, BitUtility.ByteCount(length + 1))];
        bits.AsSpan(0, BitUtility.ByteCount(length)).Fill(0xFF);
        return bits;
    }

    private void Write(bool isValid)
    {
        if (Length >= _bits!.Length * 8)
        {
            System.Array.Resize(ref _bits, _bits.Length * 2);
        }

        BitUtility.SetBit(_bits, Length, isValid);
    }
}
