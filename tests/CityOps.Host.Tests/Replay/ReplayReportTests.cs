using System.Text.Json;
using CityOps.Host.Replay;

namespace CityOps.Host.Tests.Replay;

public sealed class ReplayReportTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_cause_is_said_once_with_its_count_and_its_first_row()
    {
        var counts = new ReplayCounts { Accepted = 10, Rejected = 129 };
        for (var row = 200; row > 72; row--)
        {
            counts.Refused(row, "read_at", "is no instant.");
        }

        counts.Refused(7, "", "The row has 3 of 5 columns");
        var lines = ReplayReport.Lines(counts, landed: true, Second).ToList();

        Assert.Equal("10 rows accepted and landed, 129 rejected, in 1.0 s (10 rows/s).", lines[0]);
        Assert.Equal("  128 rows, the first is row 73: read_at: is no instant.", lines[1]);
        Assert.Equal("  1 row, row 7: The row has 3 of 5 columns.", lines[2]);
        Assert.Equal(4, lines.Count);
    }

    [Fact]
    public void Counts_are_said_to_be_the_least_where_the_gateway_did_not_tell_all()
    {
        var counts = new ReplayCounts { Accepted = 10, Rejected = 1_000 };
        counts.Refused(5, "utility", "is not known");

        Assert.Equal("  at least 1 row, the first is row 5: utility: is not known.", ReplayReport.Lines(counts, landed: false, Second).ElementAt(1));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(5, 0, 0)]
    [InlineData(5, 5, 0)]
    [InlineData(0, 5, 3)]
    public void Only_a_file_of_which_every_row_was_refused_has_an_exit_code_of_its_own(long accepted, long rejected, int expected) =>
        Assert.Equal(expected, ReplayReport.ExitCodeOf(new ReplayCounts { Accepted = accepted, Rejected = rejected }));

    [Fact]
    public void Machines_get_the_causes_too()
    {
        var counts = new ReplayCounts { Accepted = 1, Rejected = 1 };
        counts.Refused(2, "utility", "is not known");

        using var json = JsonDocument.Parse(ReplayReport.Json(counts, landed: true, Second));
        var refusal = Assert.Single(json.RootElement.GetProperty("refusals").EnumerateArray());
        Assert.Equal(2, refusal.GetProperty("first_row").GetInt64());
        Assert.Equal("utility", refusal.GetProperty("field").GetString());
    }
}
