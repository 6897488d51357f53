using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Codecs.Json;

/// <summary>JSON: one object, or an array of objects, read element by element.</summary>
internal sealed class JsonReader(ContractSchema schema, DecodeLimits limits) : RowReader
{
    private readonly JsonRow _row = new(schema);
    private readonly JsonScanner _scanner = new();
    private Place _place = Place.Start;

    private enum Place
    {
        Start,
        Single,
        FirstElement,
        Element,
        AfterElement,
        End,
    }

    public override void Consume(BodyBuffer input, RowCollector rows)
    {
        while (!rows.IsFull && Step(input, rows))
        {
            // One mark or one element at a time.
        }
    }

    private bool Step(BodyBuffer input, RowCollector rows)
    {
        SkipBlanks(input);
        if (input.Unread.IsEmpty)
        {
            return input.Ended && _place is not Place.End
                ? throw new UndecodableBodyException(_place is Place.Start ? "The body is empty; it must be a JSON object or an array of objects." : "The JSON array is not closed: the body was cut short.")
                : false;
        }

        switch (_place)
        {
            case Place.Start:
                return Start(input);
            case Place.Single:
                return TakeElement(input, rows, Place.End);
            case Place.FirstElement when input.Unread[0] == ']':
            case Place.AfterElement when input.Unread[0] == ']':
                return Move(input, Place.End);
            case Place.AfterElement when input.Unread[0] == ',':
                return Move(input, Place.Element);
            case Place.FirstElement or Place.Element:
                return TakeElement(input, rows, Place.AfterElement);
            case Place.AfterElement:
                throw new UndecodableBodyException("Between the elements of the JSON array a comma is missing.");
            default:
                throw new UndecodableBodyException("Text follows the JSON array or object. Send an object a line as application/x-ndjson.");
        }
    }

    private bool Start(BodyBuffer input)
    {
        var unread = input.Unread;
        if (unread.StartsWith("\uFEFF"u8))
        {
            input.Advance(3);
            return true;
        }

        if (unread.Length < 3 && unread[0] == 0xEF && !input.Ended)
        {
            return false;
        }

        if (unread[0] == '[')
        {
            return Move(input, Place.FirstElement);
        }

        if (unread[0] != '{')
        {
            throw new UndecodableBodyException("The body must be a JSON object or an array of objects.");
        }

        _place = Place.Single;
        return true;
    }

    private bool TakeElement(BodyBuffer input, RowCollector rows, Place next)
    {
        var unread = input.Unread;
        var length = _scanner.FindEnd(unread, input.Ended);
        if (length == 0 && input.Ended)
        {
            throw new UndecodableBodyException("The last JSON object is not closed: the body was cut short.");
        }

        if (length == 0 && unread.Length > limits.MaxRowBytes)
        {
            throw new UndecodableBodyException($"An element is longer than {limits.MaxRowBytes} bytes, or its brackets do not match.");
        }

        if (length == 0)
        {
            return false;
        }

        _row.Read(unread[..length], rows);
        return Move(input, next, length);
    }

    private bool Move(BodyBuffer input, Place place, int length = 1)
    {
        input.Advance(length);
        _place = place;
        return true;
    }

    private static void SkipBlanks(BodyBuffer input)
    {
        var unread = input.Unread;
        var first = unread.IndexOfAnyExcept(" \t\r\n"u8);
        input.Advance(first < 0 ? unread.Length : first);
    }
}
