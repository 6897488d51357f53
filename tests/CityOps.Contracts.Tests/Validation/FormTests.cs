using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Tests.Validation;

/// <summary>A fence that nobody can read holds nowhere: it is refused like a bad number.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData(TextForm.Area, "POLYGON((121.5 31.2, 121.6 31.2, 121.6 31.3, 121.5 31.2))")]
    [InlineData(TextForm.Area, "POLYGON ((121.5 31.2, 121.6 31.2, 121.6 31.3, 121.5 31.2))")]
    [InlineData(TextForm.Area, "MULTIPOLYGON(((121.5 31.2, 121.6 31.2, 121.6 31.3, 121.5 31.2)))")]
    [InlineData(TextForm.Line, "LINESTRING(121.5 31.2, 121.6 31.2)")]
    [InlineData(TextForm.Hour, "06:30")]
    [InlineData(TextForm.Hour, "24:00")]
    [InlineData(TextForm.Free, "POLYGON((")]
    public void What_is_of_the_form_is_taken(TextForm form, string text) => Assert.Null(FormRules.Check(text, form));

    [Theory]
    [InlineData(WireFormat.Csv)]
    [InlineData(WireFormat.JsonLines)]
    public async Task A_row_with_a_shape_that_is_none_is_rejected_and_the_others_are_taken(WireFormat format)
    {
        const string Whole = "POLYGON((121.5 31.2, 121.6 31.2, 121.6 31.3, 121.5 31.2))";
        string[] shapes = [Whole, "POLYGON((121.5 31.2", Whole];
        var body = format == WireFormat.Csv
            ? "site_id,kind,polygon_wkt,valid_from\n" + string.Concat(shapes.Select((shape, i) => $"s{i},disposal,\"{shape}\",2026-01-01T00:00:00Z\n"))
            : string.Concat(shapes.Select((shape, i) => $$"""{"site_id":"s{{i}}","kind":"disposal","polygon_wkt":"{{shape}}","valid_from":"2026-01-01T00:00:00Z"}""" + "\n"));

        var (rows, rejected) = await Some.DecodeAsync(format, Some.Catalog["sites"], body);

        Assert.Equal(("polygon_wkt", RefusalCode.NotAShape), (Assert.Single(rejected).Field, rejected[0].Refusal.Code));
        Assert.Contains("\"s0\"", rows, StringComparison.Ordinal);
        Assert.Contains("\"s2\"", rows, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TextForm.Area, "POLYGON ((121.5 31.2", "cannot be read")]
    [InlineData(TextForm.Area, "anywhere", "cannot be read")]
    [InlineData(TextForm.Area, "LINESTRING(121.5 31.2, 121.6 31.2)", "LineString")]
    [InlineData(TextForm.Area, "POINT(121.5 31.2)", "Point")]
    [InlineData(TextForm.Area, "POLYGON EMPTY", "empty")]
    [InlineData(TextForm.Area, "POLYGON((121.5 31.2, 121.6 31.2, 121.6 31.3))", "cannot be read")]
    [InlineData(TextForm.Area, "POLYGON((121.5 31.2, NaN 31.2, 121.6 31.3, 121.5 31.2))", "")]
    [InlineData(TextForm.Area, "POLYGON((31.2 121.5, 31.2 121.6, 31.3 121.6, 31.2 121.5))", "longitude comes first")]
    [InlineData(TextForm.Area, "POLYGON((121.5 31.2, 121.6 31.3, 121.6 31.2, 121.5 31.3, 121.5 31.2))", "ntersection")]
    [InlineData(TextForm.Area, "POLYGON((121.5 31.2, 121.6 31.2, 121.5 31.2, 121.5 31.2))", "")]
    [InlineData(TextForm.Line, "POLYGON((121.5 31.2, 121.6 31.2, 121.6 31.3, 121.5 31.2))", "Polygon")]
    [InlineData(TextForm.Line, "LINESTRING(121.5 31.2)", "cannot be read")]
    [InlineData(TextForm.Line, "LINESTRING(121.5 31.2, 121.5 31.2)", "")]
    [InlineData(TextForm.Hour, "25:00", null)]
    [InlineData(TextForm.Hour, "6:30", null)]
    [InlineData(TextForm.Hour, "noon", null)]
    public void What_is_not_is_refused_with_the_way_out(TextForm form, string text, string? detail)
    {
        var refusal = FormRules.Check(text, form);
        Assert.NotNull(refusal);
        Assert.StartsWith("must be ", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(form == TextForm.Hour ? RefusalCode.NotAnHour : RefusalCode.NotAShape, refusal.Code);
        Assert.Contains(detail ?? "", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("121.", refusal.Detail ?? "", StringComparison.Ordinal);
    }
}
