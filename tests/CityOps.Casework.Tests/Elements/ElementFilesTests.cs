using System.IO.Compression;
using System.Text;
using CityOps.Casework.Elements;

namespace CityOps.Casework.Tests.Elements;

/// <summary>Tables as people have them: CSV of any spreadsheet, and Excel's workbooks.</summary>
public sealed class ElementFilesTests
{
    [Fact]
    public void An_excel_sheet_reads_like_the_same_table_in_csv()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "xl/sharedStrings.xml", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>code</t></si><si><t>zh</t></si><si><r><t>一</t></r><r><t>队</t></r></si></sst>");
            Write(zip, "xl/worksheets/sheet1.xml", """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
                <row><c r="A2" t="inlineStr"><is><t>team_1</t></is></c><c r="C2" t="s"><v>2</v></c></row>
                </sheetData></worksheet>
                """);
        }

        var row = Assert.Single(ElementFiles.Read(file.ToArray()));
        Assert.Equal(("team_1", "一队"), (row["code"], row["zh"]));
    }

    [Fact]
    public void A_table_whose_first_field_begins_like_an_archive_is_a_table()
    {
        Assert.Equal("一", Assert.Single(ElementFiles.Read(Encoding.UTF8.GetBytes("PK,zh\nx,一\n")))["zh"]);
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "letter.txt", "hello");
        }

        Assert.Contains("no Excel workbook", Assert.Throws<InvalidDataException>(() => ElementFiles.Read(archive.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_and_times_of_a_sheet_are_read_as_iso_writes_them_and_an_error_names_its_cell()
    {
        var row = Assert.Single(ElementFiles.Read(Workbook("""
            <row><c r="A1" t="inlineStr"><is><t>day</t></is></c><c r="B1" t="inlineStr"><is><t>from</t></is></c><c r="C1" t="inlineStr"><is><t>amount</t></is></c><c r="D1" t="inlineStr"><is><t>at</t></is></c></row>
            <row><c r="A2" s="1"><v>46082</v></c><c r="B2" s="2"><v>46082.5</v></c><c r="C2"><v>46082</v></c><c r="D2" s="3"><v>0.25</v></c></row>
            """)));
        Assert.Equal(("2026-03-01", "2026-03-01T12:00:00", "46082", "06:00"), (row["day"], row["from"], row["amount"], row["at"]));

        var error = Assert.Throws<InvalidDataException>(() => ElementFiles.Read(Workbook("""<row><c r="A1" t="inlineStr"><is><t>day</t></is></c></row><row><c r="A2" t="e"><v>#REF!</v></c></row>""")));
        Assert.Contains("A2 holds the error #REF!", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void What_excel_in_china_saves_as_text_is_read(string encoding)
    {
        var by = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        byte[] file = [.. encoding is "gb18030" ? [] : by.GetPreamble(), .. by.GetBytes("code,zh\nteam_1,一队\n")];
        Assert.Equal("一队", Assert.Single(ElementFiles.Read(file))["zh"]);
    }

    [Theory]
    [InlineData("code,zh\n", "no entry under it")]
    [InlineData("code,zh,code\na,b,c\n", "names 'code' twice")]
    [InlineData("\u00D0\u00CF\u0011\u00E0old", "before 2007")]
    [InlineData("PK\u0003\u0004cut", "cut off or damaged")]
    [InlineData("code\u0000", "neither CSV nor")]
    [InlineData("code,zh\nteam,\u00FF\u00FF\n", "neither UTF-8 nor GBK")]
    public void What_is_no_table_is_refused_with_the_way_out(string latin, string said) =>
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => ElementFiles.Read(Encoding.Latin1.GetBytes(latin))).Message, StringComparison.Ordinal);

    private static byte[] Workbook(string rows)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "xl/styles.xml", """
                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; hh:mm"/><numFmt numFmtId="171" formatCode="[Red]0.00&quot;d&quot;"/></numFmts>
                <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="20"/><xf numFmtId="171"/></cellXfs></styleSheet>
                """);
            Write(zip, "xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>""");
        }

        return file.ToArray();
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
