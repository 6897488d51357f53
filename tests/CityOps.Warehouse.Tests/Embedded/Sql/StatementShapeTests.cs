using System.Text;
using CityOps.Warehouse.Embedded.Sql;

namespace CityOps.Warehouse.Tests.Embedded.Sql;

public sealed class StatementShapeTests
{
    [Theory]
    [InlineData("INSERT INTO t FORMAT CSV\n1,2", "INSERT INTO t ", "CSV", "1,2")]
    [InlineData("insert into t (a, `format`) format RowBinary\n\n\n", "insert into t (a, `format`) ", "RowBinary", "\n\n")]
    [InlineData("INSERT INTO d.t FORMAT JSONEachRow {\"a\":1}", "INSERT INTO d.t ", "JSONEachRow", "{\"a\":1}")]
    [InlineData("/* a 'note */ INSERT INTO TABLE t -- FORMAT X\n SETTINGS async_insert = 0 FORMAT Native\r\n\0", "/* a 'note */ INSERT INTO TABLE t -- FORMAT X\n SETTINGS async_insert = 0 ", "Native", "\0")]
    [InlineData("INSERT INTO `values` VALUES (1), ('; DROP')", "INSERT INTO `values` ", "Values", " (1), ('; DROP')")]
    [InlineData("INSERT INTO t (values) VALUES(1)", "INSERT INTO t (values) ", "Values", "(1)")]
    public void Data_of_an_insert_begins_where_clickhouse_says(string text, string head, string format, string data)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        var shape = StatementShape.Read(bytes, complete: true);

        Assert.NotNull(shape?.Data);
        Assert.Equal((head, format, data), (text[..shape.Data.HeadEnd], shape.Data.Format, text[shape.Data.DataStart..]));
    }

    [Theory]
    [InlineData("INSERT INTO t SELECT 1 FORMAT CSV")]
    [InlineData("INSERT INTO t (a) (SELECT 'VALUES')")]
    [InlineData("INSERT INTO t WITH x AS (SELECT 1) SELECT * FROM x")]
    [InlineData("SELECT 'INSERT INTO t FORMAT CSV'")]
    public void Statements_without_data_have_none(string text)
    {
        var shape = StatementShape.Read(Encoding.UTF8.GetBytes(text), complete: true);

        Assert.NotNull(shape);
        Assert.Null(shape.Data);
    }

    [Theory]
    [InlineData("SELECT 1 FORMAT JSON", "JSON")]
    [InlineData("SELECT 'FORMAT CSV' -- FORMAT CSV\nFORMAT TSV;", "TSV")]
    [InlineData("SELECT * FROM (SELECT 1 FORMAT CSV)", null)]
    [InlineData("SELECT $x$ FORMAT CSV $x$", null)]
    [InlineData("SELECT 1 /* FORMAT CSV", null)]
    public void Format_is_the_one_that_the_statement_names_itself(string text, string? format) =>
        Assert.Equal(format, StatementShape.Read(Encoding.UTF8.GetBytes(text), complete: true)!.Format);

    [Fact]
    public void However_an_insert_arrives_in_pieces_its_data_begins_at_the_same_place()
    {
        var whole = Encoding.UTF8.GetBytes("INSERT INTO t (a, b) SETTINGS max_threads = 1 FORMAT RowBinary\n\n\r\nabc");
        var expected = StatementShape.Read(whole, complete: true);

        for (var length = 0; length < whole.Length; length++)
        {
            var shape = StatementShape.Read(whole.AsSpan(0, length), complete: false);

            Assert.True(shape is null || shape == expected, $"after {length} bytes");
        }
    }
}
