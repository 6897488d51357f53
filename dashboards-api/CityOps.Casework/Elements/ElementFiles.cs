using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace CityOps.Casework.Elements;

/// <summary>Reads entries out of CSV (RFC 4180) and Excel (the first sheet of an .xlsx): the first row names the fields.</summary>
public static class ElementFiles
{
    private const int MostRows = 20_000;
    private const long LargestSheet = 64L << 20;
    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <exception cref="InvalidDataException">Neither, or too large; the message says what.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(byte[] file)
    {
        var rows = file is [(byte)'P', (byte)'K', ..] ? Excel(file) : Csv(Encoding.UTF8.GetString(file).TrimStart('\uFEFF'));
        if (rows is not [var header, .. var body] || header.TrueForAll(h => h.Length is 0))
        {
            throw new InvalidDataException("The file is empty: its first row names the fields.");
        }

        return body.Count > MostRows
            ? throw new InvalidDataException($"The file has {body.Count} rows; it takes {MostRows}.")
            : [.. body.Where(r => r.Exists(v => v.Length > 0)).Select(r => Named(header, r))];
    }

    private static Dictionary<string, string> Named(List<string> header, List<string> row)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].Length > 0 && i < row.Count && row[i].Length > 0)
            {
                fields[header[i].Trim()] = row[i].Trim();
            }
        }

        return fields;
    }

    private static List<List<string>> Csv(string text)
    {
        var (rows, row, value, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c is '"' && i + 1 < text.Length && text[i + 1] is '"')
                {
                    value.Append('"');
                    i++;
                }
                else if (c is '"')
                {
                    quoted = false;
                }
                else
                {
                    value.Append(c);
                }
            }
            else if (c is '"' && value.Length is 0)
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                row.Add(value.ToString());
                value.Clear();
                if (c is '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
            else if (c is not '\r')
            {
                value.Append(c);
            }
        }

        if (quoted)
        {
            throw new InvalidDataException("A quotation mark is never closed.");
        }

        row.Add(value.ToString());
        rows.Add(row);
        return rows;
    }

    private static List<List<string>> Excel(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            var shared = Part(zip, "xl/sharedStrings.xml")?.Elements(Sheet + "si").Select(TextOf).ToList() ?? [];
            var sheet = Part(zip, "xl/worksheets/sheet1.xml") ?? throw new InvalidDataException("The workbook has no sheet1.");
            return [.. sheet.Descendants(Sheet + "row").Take(MostRows + 2).Select(r => Cells(r, shared))];
        }
        catch (Exception e) when (e is System.Xml.XmlException or FormatException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("The file is not an Excel workbook that can be read. Save it anew as .xlsx, or as CSV.", e);
        }
    }

    private static List<string> Cells(XElement row, List<string> shared)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements(Sheet + "c"))
        {
            var column = cell.Attribute("r") is { Value: var reference } ? ColumnOf(reference) : cells.Count;
            if (column > 255)
            {
                throw new InvalidDataException("A row has more than 256 columns.");
            }

            while (cells.Count < column)
            {
                cells.Add("");
            }

            var value = cell.Element(Sheet + "v")?.Value ?? "";
            cells.Add(cell.Attribute("t")?.Value switch
            {
                "s" => shared[int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)],
                "inlineStr" => TextOf(cell.Element(Sheet + "is")!),
                "b" => value is "1" ? "true" : "false",
                _ => value,
            });
        }

        return cells;
    }

    // Letters before the digits, base 26: A is 0, AA is 26.
    private static int ColumnOf(string reference) =>
        reference.TakeWhile(char.IsAsciiLetter).Aggregate(0, (column, letter) => (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1)) - 1;

    private static string TextOf(XElement rich) => string.Concat(rich.Descendants(Sheet + "t").Select(t => t.Value));

    private static XElement? Part(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry)
        {
            return null;
        }

        if (entry.Length > LargestSheet)
        {
            throw new InvalidDataException($"{name} is larger than 64 MB.");
        }

        using var stream = entry.Open();
        using var reader = System.Xml.XmlReader.Create(stream, new System.Xml.XmlReaderSettings { DtdProcessing = System.Xml.DtdProcessing.Prohibit, MaxCharactersInDocument = LargestSheet });
        return XElement.Load(reader);
    }
}
