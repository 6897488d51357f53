using System.Buffers;
using System.Text;
using System.Text.Json;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Codecs.Csv;
using CityOps.Contracts.Validation;

namespace CityOps.Ingest.Bridge;

/// <summary>JSON objects as lines of a CSV file, so that one mapping serves both. It reads nothing into the values.</summary>
/// <param name="columns">Properties to take; <c>a.b</c> is property b of the object in property a. One that an object lacks is empty.</param>
internal sealed class JsonTable(IReadOnlyList<string> columns)
{
    /// <exception cref="UndecodableBodyException">The source is no JSON, or holds something other than objects.</exception>
    public async ValueTask<Stream> ToCsvAsync(Stream source, WireFormat format, CancellationToken cancellationToken)
    {
        var csv = new ArrayBufferWriter<byte>();
        WriteLine(columns.Select(Encoding.UTF8.GetBytes), csv);
        try
        {
            if (format is WireFormat.JsonLines)
            {
                using var lines = new StreamReader(source, Encoding.UTF8, leaveOpen: true);
                while (await lines.ReadLineAsync(cancellationToken) is { } line)
                {
                    WriteText(line, csv);
                }
            }
            else
            {
                using var document = await JsonDocument.ParseAsync(source, default, cancellationToken);
                WriteAll(document.RootElement, csv);
            }
        }
        catch (JsonException error)
        {
            // Its own message may quote the text.
            throw new UndecodableBodyException(
                new Refusal(RefusalCode.UnreadableMessage, "The message is no JSON.", $"in line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}"), inner: error);
        }

        return new MemoryStream(csv.WrittenSpan.ToArray(), writable: false);
    }

    private void WriteText(string line, ArrayBufferWriter<byte> csv)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            using var document = JsonDocument.Parse(line);
            WriteAll(document.RootElement, csv);
        }
    }

    private void WriteAll(JsonElement root, ArrayBufferWriter<byte> csv)
    {
        if (root.ValueKind is JsonValueKind.Array)
        {
            foreach (var element in root.EnumerateArray())
            {
                WriteObject(element, csv);
            }

            return;
        }

        WriteObject(root, csv);
    }

    private void WriteObject(JsonElement element, ArrayBufferWriter<byte> csv)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw new UndecodableBodyException($"The message holds a JSON {element.ValueKind}; it must be an object or an array of objects.");
        }

        WriteLine(columns.Select(column => Encoding.UTF8.GetBytes(TextOf(element, column))), csv);
    }

    private static void WriteLine(IEnumerable<byte[]> values, ArrayBufferWriter<byte> csv)
    {
        var first = true;
        foreach (var value in values)
        {
            if (!first)
            {
                csv.Write(","u8);
            }

            CsvText.Write(value, csv);
            first = false;
        }

        csv.Write("\n"u8);
    }

    private static string TextOf(JsonElement element, string path)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return "";
        }

        if (element.TryGetProperty(path, out var value))
        {
            return value.ValueKind is JsonValueKind.Null ? "" : value.ToString();
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && element.TryGetProperty(path[..dot], out var inner) ? TextOf(inner, path[(dot + 1)..]) : "";
    }
}
