using System.Buffers.Binary;

namespace CityOps.Contracts.Codecs.ArrowIpc;

/// <summary>
/// Walks the metadata of an Arrow IPC message as the format's Message.fbs and Schema.fbs declare it, so that the Arrow reader meets no offset that leads out
/// of the buffer. Slots are those files' field numbers.
/// </summary>
internal static class ArrowMetadata
{
    private const int MaxDepth = 32;
    private const int MaxTables = 20_000;

    private static ReadOnlySpan<byte> Continuation => [0xFF, 0xFF, 0xFF, 0xFF];

    private const byte SchemaMessage = 1;
    private const byte DictionaryMessage = 2;
    private const byte BatchMessage = 3;

    /// <returns>The length of the message's body in bytes.</returns>
    /// <exception cref="UndecodableBodyException">The metadata is broken, or of a kind that no stream of rows holds.</exception>
    public static long Verify(ReadOnlySpan<byte> metadata)
    {
        try
        {
            return Message(FlatTable.Root(metadata));
        }
        catch (OverflowException)
        {
            throw FlatTable.Broken();
        }
    }

    /// <summary>Walks every message of a stream that is at hand whole.</summary>
    public static void VerifyAll(ReadOnlySpan<byte> stream)
    {
        while (!stream.IsEmpty)
        {
            var marked = stream.StartsWith(Continuation);
            var prefix = marked ? 8 : 4;
            if (stream.Length < prefix)
            {
                throw FlatTable.Broken();
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(stream[(prefix - 4)..]);
            if (length == 0)
            {
                return;
            }

            if (length < 0 || length > stream.Length - prefix || Verify(stream.Slice(prefix, length)) is var body && body > stream.Length - prefix - length)
            {
                throw FlatTable.Broken();
            }

            stream = stream[(prefix + length + (int)body)..];
        }
    }

    private static long Message(FlatTable message)
    {
        var budget = MaxTables;
        message.Scalar(0, 2);
        var length = message.Int64(3);
        KeyValues(message, 4, ref budget);
        if (length < 0 || !message.TryTable(2, out var header))
        {
            throw FlatTable.Broken();
        }

        switch (message.Byte(1))
        {
            case SchemaMessage:
                Schema(header, ref budget);
                break;
            case DictionaryMessage when header.TryTable(1, out var batch):
                header.Scalar(0, 8);
                header.Scalar(2, 1);
                Batch(batch);
                break;
            case BatchMessage:
                Batch(header);
                break;
            default:
                throw FlatTable.Broken();
        }

        return length;
    }

    private static void Schema(FlatTable schema, ref int budget)
    {
        schema.Scalar(0, 2);
        KeyValues(schema, 2, ref budget);
        schema.Vector(3, 8);
        Fields(schema, 1, depth: 0, ref budget);
    }

    private static void Fields(FlatTable parent, int slot, int depth, ref int budget)
    {
        var count = parent.Vector(slot, 4);
        for (var index = 0; index < count; index++)
        {
            Spend(ref budget, depth);
            var field = parent.Element(slot, index);
            field.Text(0);
            field.Scalar(1, 1);
            field.Scalar(2, 1);
            Type(field);
            Dictionary(field);
            KeyValues(field, 6, ref budget);
            Fields(field, 5, depth + 1, ref budget);
        }
    }

    private static void Type(FlatTable field)
    {
        if (!field.TryTable(3, out var type))
        {
            throw FlatTable.Broken();
        }

        // The union Type of Schema.fbs; kinds not named here have no fields.
        switch (field.Byte(2))
        {
            case 2 or 15 or 16: // Int, FixedSizeBinary, FixedSizeList
                type.Scalar(0, 4);
                type.Scalar(1, 1);
                break;
            case 3 or 8 or 11 or 18: // FloatingPoint, Date, Interval, Duration
                type.Scalar(0, 2);
                break;
            case 7: // Decimal
                type.Scalar(0, 4);
                type.Scalar(1, 4);
                type.Scalar(2, 4);
                break;
            case 9: // Time
                type.Scalar(0, 2);
                type.Scalar(1, 4);
                break;
            case 10: // Timestamp
                type.Scalar(0, 2);
                type.Text(1);
                break;
            case 14: // Union
                type.Scalar(0, 2);
                type.Vector(1, 4);
                break;
            case 17: // Map
                type.Scalar(0, 1);
                break;
        }
    }

    private static void Dictionary(FlatTable field)
    {
        if (field.TryTable(4, out var dictionary))
        {
            dictionary.Scalar(0, 8);
            dictionary.Scalar(2, 1);
            dictionary.Scalar(3, 2);
            if (dictionary.TryTable(1, out var index))
            {
                index.Scalar(0, 4);
                index.Scalar(1, 1);
            }
        }
    }

    private static void KeyValues(FlatTable parent, int slot, ref int budget)
    {
        var count = parent.Vector(slot, 4);
        for (var index = 0; index < count; index++)
        {
            Spend(ref budget, depth: 0);
            var pair = parent.Element(slot, index);
            pair.Text(0);
            pair.Text(1);
        }
    }

    private static void Batch(FlatTable batch)
    {
        const int StructBytes = 16; // FieldNode and Buffer alike: two int64
        batch.Scalar(0, 8);
        batch.Vector(1, StructBytes);
        batch.Vector(2, StructBytes);
        batch.Vector(4, 8);
        if (batch.TryTable(3, out var compression))
        {
            compression.Scalar(0, 1);
            compression.Scalar(1, 1);
        }
    }

    // Tables may share their parts, so a small buffer can describe a huge tree.
    private static void Spend(ref int budget, int depth)
    {
        if (--budget < 0 || depth > MaxDepth)
        {
            throw FlatTable.Broken();
        }
    }
}
