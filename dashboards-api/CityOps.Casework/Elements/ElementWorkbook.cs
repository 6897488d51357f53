using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace CityOps.Casework.Elements;

/// <summary>Reads the first sheet of an Excel workbook (.xlsx) as texts: dates as ISO writes them, whatever the workbook shows.</summary>
internal static class ElementWorkbook
{
    private const long LargestSheet = 64L << 20;
    private static readonly XNamespace Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <param name="mostRows">No more are read.</param>
    /// <exception cref="InvalidDataException">It is none that can be read, or holds a cell with an error; the message says what.</exception>
    public static List<List<string>> Read(byte[] file, int mostRows)
    {
        try
        {
            using var zip = Open(file);
            var dates = Part(zip, "xl/styles.xml") is { } styles ? DateStyles(styles) : [];
            var shared = Part(zip, "xl/sharedStrings.xml")?.Elements(Sheet + "si").Select(TextOf).ToList() ?? [];
            var sheet = Part(zip, "xl/worksheets/sheet1.xml") ?? throw new InvalidDataException("The file is a zip archive without a first sheet (xl/worksheets/sheet1.xml), so no Excel workbook. Save the table as .xlsx, or as CSV.");
            return [.. sheet.Descendants(Sheet + "row").Take(mostRows).Select(r => Cells(r, shared, dates))];
        }
        catch (Exception e) when (e is System.Xml.XmlException or FormatException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("The file is not an Excel workbook that can be read. Save it anew as .xlsx, or as CSV.", e);
        }
    }

    private static List<string> Cells(XElement row, List<string> shared, HashSet<int> dates)
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
                "s" => shared[int.Parse(value, CultureInfo.InvariantCulture)],
                "inlineStr" => TextOf(cell.Element(Sheet + "is")!),
                "b" => value is "1" ? "true" : "false",
                "e" => throw new InvalidDataException($"Cell {cell.Attribute("r")?.Value} holds the error {value}. Mend it in the workbook."),
                _ when dates.Contains((int?)cell.Attribute("s") ?? -1) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) => DateOf(days),
                _ => value,
            });
        }

        return cells;
    }

    // A workbook holds days since 1899-12-30; how a cell is shown says whether its number is one.
    private static string DateOf(double days) => days switch
    {
        < 1 => DateTime.FromOADate(days).ToString("HH:mm", CultureInfo.InvariantCulture),
        _ when days == Math.Floor(days) => DateTime.FromOADate(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => DateTime.FromOADate(days).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
    };

    private static HashSet<int> DateStyles(XElement styles)
    {
        var own = styles.Descendants(Sheet + "numFmt").Where(f => IsDate(f.Attribute("formatCode")?.Value ?? "")).Select(f => (int)f.Attribute("numFmtId")!).ToHashSet();
        return [.. (styles.Element(Sheet + "cellXfs")?.Elements(Sheet + "xf") ?? []).Select((xf, index) => (Id: (int?)xf.Attribute("numFmtId") ?? 0, index)).Where(s => IsBuiltInDate(s.Id) || own.Contains(s.Id)).Select(s => s.index)];
    }

    // ECMA-376 part 1, 18.8.30: dates, times, and those of East Asian languages.
    private static bool IsBuiltInDate(int id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    // What stands in quotes or brackets is shown as it is.
    private static bool IsDate(string format)
    {
        var (isPlain, found) = (true, false);
        foreach (var c in format)
        {
            isPlain = c switch { '"' => !isPlain, '[' => false, ']' => true, _ => isPlain };
            found |= isPlain && char.ToLowerInvariant(c) is ('y' or 'd' or 'h');
        }

        return found;
    }

    private static ZipArchive Open(byte[] file)
    {
        try
        {
            return new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException("The file is not an Excel workbook that can be read: it is cut off or damaged. Save it anew as .xlsx, or as CSV.", broken);
        }
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
