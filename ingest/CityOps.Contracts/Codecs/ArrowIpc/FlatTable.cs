using System.Buffers.Binary;

namespace CityOps.Contracts.Codecs.ArrowIpc;

/// <summary>
/// One table of a FlatBuffer, every access checked. The Arrow reader follows the offsets of its metadata without bounds checks, so what comes from outside
/// is walked with this first.
/// </summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _position;
    private readonly int _size;
    private readonly int _slots;
    private readonly int _slotCount;

    public FlatTable(ReadOnlySpan<byte> bytes, int position)
    {
        _bytes = bytes;
        _position = position;
        _slots = checked(position - Int32(bytes, position));
        var slotBytes = UInt16(bytes, _slots);
        _size = UInt16(bytes, _slots + 2);
        if (slotBytes < 4 || slotBytes % 2 != 0 || _slots > bytes.Length - slotBytes || _size < 4 || position > bytes.Length - _size)
        {
            throw Broken();
        }

        _slotCount = (slotBytes - 4) / 2;
    }

    /// <summary>The table that the buffer's first offset names.</summary>
    public static FlatTable Root(ReadOnlySpan<byte> bytes) => new(bytes, Int32(bytes, 0));

    /// <summary>Checks that a scalar of this many bytes, where present, lies inside the table.</summary>
    public void Scalar(int slot, int size)
    {
        if (Field(slot) is var field and > 0 && field + size > _size)
        {
            throw Broken();
        }
    }

    public long Int64(int slot)
    {
        Scalar(slot, 8);
        return Field(slot) is var field and > 0 ? BinaryPrimitives.ReadInt64LittleEndian(_bytes[(_position + field)..]) : 0;
    }

    public byte Byte(int slot)
    {
        Scalar(slot, 1);
        return Field(slot) is var field and > 0 ? _bytes[_position + field] : (byte)0;
    }

    public bool TryTable(int slot, out FlatTable table)
    {
        var found = TryTarget(slot, out var target);
        table = found ? new FlatTable(_bytes, target) : default;
        return found;
    }

    /// <summary>Checks a text, where present.</summary>
    public void Text(int slot) => Vector(slot, 1);

    /// <summary>Checks a vector of elements of this size, where present.</summary>
    /// <returns>How many elements it has.</returns>
    public int Vector(int slot, int size)
    {
        if (!TryTarget(slot, out var target))
        {
            return 0;
        }

        var count = Int32(_bytes, target);
        return count >= 0 && ((long)count * size) + 4 + target <= _bytes.Length ? count : throw Broken();
    }

    /// <summary>The table at this place of a vector of tables, which <see cref="Vector"/> has checked with size 4.</summary>
    public FlatTable Element(int slot, int index)
    {
        TryTarget(slot, out var vector);
        var at = vector + 4 + (index * 4);
        return new FlatTable(_bytes, checked(at + Int32(_bytes, at)));
    }

    public static UndecodableBodyException Broken() => new("The metadata of the Arrow stream is broken.");

    private bool TryTarget(int slot, out int target)
    {
        Scalar(slot, 4);
        var field = Field(slot);
        target = field == 0 ? 0 : checked(_position + field + Int32(_bytes, _position + field));
        return field != 0;
    }

    private int Field(int slot) => slot < _slotCount ? UInt16(_bytes, _slots + 4 + (slot * 2)) : 0;

    private static int Int32(ReadOnlySpan<byte> bytes, int at) =>
        at >= 0 && at <= bytes.Length - 4 ? BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]) : throw Broken();

    private static int UInt16(ReadOnlySpan<byte> bytes, int at) =>
        at >= 0 && at <= bytes.Length - 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : throw Broken();
}
