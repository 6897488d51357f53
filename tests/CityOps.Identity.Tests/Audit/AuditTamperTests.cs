using System.Text.Json;
using CityOps.Identity.Audit;

namespace CityOps.Identity.Tests.Audit;

/// <summary>What somebody with the files could do to log and anchors together, and what only looks like it.</summary>
public sealed class AuditTamperTests : IAsyncDisposable
{
    private const string DropGuards = "DROP TRIGGER audit_entries_keep; DROP TRIGGER audit_entries_stay; ";
    private readonly Some _some = new();

    private string AnchorsPath => Path.Combine(_some.Folder.FullName, "audit-anchors.jsonl");

    private string HeadPath => Path.Combine(_some.Folder.FullName, "audit-head.json");

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    [Theory]
    [InlineData("actor = CAST(actor AS BLOB)", "actor")]
    [InlineData("reason = CAST(reason AS BLOB)", "reason")]
    [InlineData("at_ms = CAST(at_ms AS TEXT) || 'x'", "at_ms")]
    [InlineData("at_ms = 9223372036854775807", "cannot be read")]
    [InlineData("hash = 'text'", "hash")]
    public async Task A_value_of_another_kind_or_out_of_range_is_altered_and_names_its_entry(string change, string said)
    {
        var log = await FilledAsync(5);
        Assert.True(_some.Tamper($"{DropGuards}UPDATE audit_entries SET {change} WHERE sequence = 3") > 0);

        var problem = Assert.Single((await log.VerifyAsync(default)).Problems);

        Assert.Equal((AuditFault.Altered, 3L), (problem.Fault, problem.Entry));
        Assert.Contains(said, problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_gone_is_said()
    {
        var log = await FilledAsync(2);
        _some.Tamper("DROP TABLE audit_entries");

        var problem = Assert.Single((await log.VerifyAsync(default)).Problems);

        Assert.Equal(AuditFault.LogUnreadable, problem.Fault);
        Assert.Contains("audit_entries", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_are_words() => Assert.Contains("\"AnchorsMissing\"", JsonSerializer.Serialize(new AuditProblem(AuditFault.AnchorsMissing, 1, "")), StringComparison.Ordinal);

    [Fact]
    public async Task An_end_without_anchors_and_head_is_named_though_most_entries_have_theirs()
    {
        var log = await FilledAsync(20);
        await File.WriteAllLinesAsync(AnchorsPath, (await File.ReadAllLinesAsync(AnchorsPath)).Take(14));
        File.Delete(HeadPath);

        var problem = Assert.Single((await log.VerifyAsync(default)).Problems);

        Assert.Equal((AuditFault.AnchorsMissing, 15L), (problem.Fault, problem.Entry));
    }

    [Fact]
    public async Task A_head_that_is_gone_is_named()
    {
        var log = await FilledAsync(4);
        File.Delete(HeadPath);

        Assert.Equal(AuditFault.AnchorsMissing, Assert.Single((await log.VerifyAsync(default)).Problems).Fault);
    }

    [Fact]
    public async Task What_a_kill_left_without_an_anchor_is_no_fault()
    {
        var log = await FilledAsync(6);
        await log.AppendAsync([.. Enumerable.Range(0, 9).Select(Event)], default);
        await File.WriteAllLinesAsync(AnchorsPath, (await File.ReadAllLinesAsync(AnchorsPath)).Take(6));
        await File.WriteAllTextAsync(HeadPath, (await File.ReadAllLinesAsync(AnchorsPath))[5]);
        await FilledAsync(6);

        Assert.Empty((await log.VerifyAsync(default)).Problems);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(110)]
    [InlineData(-1)]
    public async Task A_line_that_a_power_cut_tore_is_no_fault_and_its_entry_is_anchored_again(int kept)
    {
        var log = await FilledAsync(3);
        var lines = await File.ReadAllLinesAsync(AnchorsPath);
        await File.WriteAllTextAsync(AnchorsPath, string.Join('\n', lines[0], lines[1], kept < 0 ? lines[2] : lines[2][..kept]));
        await FilledAsync(2);

        var verified = await log.VerifyAsync(default);

        Assert.Empty(verified.Problems);
        Assert.Equal((5L, 5L), (verified.Entries, verified.Anchored));
    }

    [Fact]
    public async Task A_line_that_an_earlier_version_glued_to_a_torn_one_is_read()
    {
        var log = await FilledAsync(4);
        var lines = await File.ReadAllLinesAsync(AnchorsPath);
        await File.WriteAllTextAsync(AnchorsPath, $"{lines[0]}\n{lines[1][..40]}{lines[2]}\n{lines[3]}\n");

        var verified = await log.VerifyAsync(default);

        Assert.Empty(verified.Problems);
        Assert.Equal(3, verified.Anchored);
    }

    private static AuditEvent Event(int i) => new("li.wei", "inspector", AuditAction.VaultOpened, $"{i}", "工单 7");

    private async Task<IAuditLog> FilledAsync(int entries)
    {
        var log = _some.AuditLog();
        for (var i = 1; i <= entries; i++)
        {
            await log.AppendAsync(Event(i), default);
        }

        return log;
    }
}
