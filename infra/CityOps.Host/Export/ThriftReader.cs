namespace CityOps.Host.Export;

/// <summary>Walks over a structure in Thrift's compact protocol; as much of it as a Parquet footer needs.</summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>The type that ends a structure.</summary>
    public const int Stop = 0;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>The next field of a structure.</summary>
    /// <param name="before">The number of the field before it, 0 for none: numbers are written as steps.</param>
    public (long Id, int Type) Field(long before)
    {
        var header = Byte();
        var (step, type) = (header >> 4, header & 0x0F);
        return type == Stop ? (before, Stop) : (step == 0 ? Number() : before + step, type);
    }

    /// <summary>A whole number, zigzag and in steps of seven bits.</summary>
    public long Number()
    {
        var raw = Unsigned();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    /// <summary>Leaves out a value of a field. Truths of fields have no bytes: they are types of their own (1 and 2).</summary>
    public void Skip(int type)
    {
        switch (type)
        {
            case 1 or 2:
                break;
            case 3:
                Advance(1);
                break;
            case 4 or 5 or 6:
                Unsigned();
                break;
            case 7:
                Advance(sizeof(double));
                break;
            case 8:
                Advance(checked((int)Unsigned()));
                break;
            case 9 or 10:
                SkipList();
                break;
            case 12:
                for (var field = Field(0); field.Type != Stop; field = Field(field.Id))
                {
                    Skip(field.Type);
                }

                break;
            default:
                throw new InvalidDataException($"The Parquet footer has a field of type {type}, which none should have.");
        }
    }

    private void SkipList()
    {
        var header = Byte();
        var count = header >> 4 == 15 ? Unsigned() : (ulong)(header >> 4);
        var type = header & 0x0F;
        for (ulong item = 0; item < count; item++)
        {
            // Within lists a truth is a byte.
            Skip(type is 1 or 2 ? 3 : type);
        }
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number of the Parquet footer never ends.");
    }

    private byte Byte()
    {
        Advance(1);
        return _bytes[_at - 1];
    }

    private void Advance(int count) => _at = count <= _bytes.Length - _at ? _at + count : throw new InvalidDataException("The Parquet footer is cut short.");
}
