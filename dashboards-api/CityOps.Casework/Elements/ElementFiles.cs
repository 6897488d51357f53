using System.Text;
using System.Text.Unicode;

namespace CityOps.Casework.Elements;

/// <summary>Reads entries out of CSV (RFC 4180; UTF-8, UTF-16 or GBK) and Excel (the first sheet of an .xlsx): the first row names the fields.</summary>
public static class ElementFiles
{
    private const int MostRows = 20_000;
    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <exception cref="InvalidDataException">Neither, or too large; the message says what.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(byte[] file)
    {
        var rows = file switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => ElementWorkbook.Read(file, MostRows + 2),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new InvalidDataException("The file is an Excel workbook of before 2007 (.xls). Save it anew as .xlsx, or as CSV."),
            _ => Csv(TextOf(file)),
        };
        if (rows is not [var header, .. var body] || header.TrueForAll(h => h.Length is 0))
        {
            throw new InvalidDataException("The file is empty: its first row names the fields.");
        }

        if (header.Where(h => h.Length > 0).GroupBy(h => h.Trim(), StringComparer.Ordinal).FirstOrDefault(h => h.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"The first row names '{twice.Key}' twice: which of the columns is meant?");
        }

        if (!body.Exists(r => r.Exists(v => v.Length > 0)))
        {
            throw new InvalidDataException("The file has its first row, which names the fields, and no entry under it.");
        }

        return body.Count > MostRows
            ? throw new InvalidDataException($"The file has {body.Count} rows; it takes {MostRows}.")
            : [.. body.Where(r => r.Exists(v => v.Length > 0)).Select(r => Named(header, r))];
    }

    // Excel in China saves CSV in GBK, which GB 18030 contains; and "Unicode text" in UTF-16.
    private static string TextOf(byte[] file)
    {
        try
        {
            return file switch
            {
                [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(file, 2, file.Length - 2),
                [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(file, 2, file.Length - 2),
                _ when file.Contains((byte)0) => throw new InvalidDataException("The file is neither CSV nor an Excel workbook (.xlsx)."),
                _ when Utf8.IsValid(file) => Encoding.UTF8.GetString(file).TrimStart('\uFEFF'),
                _ => Chinese.GetString(file),
            };
        }
        catch (DecoderFallbackException wrong)
        {
            throw new InvalidDataException("The file is text in an encoding that is neither UTF-8 nor GBK. Save it anew as UTF-8.", wrong);
        }
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
}
