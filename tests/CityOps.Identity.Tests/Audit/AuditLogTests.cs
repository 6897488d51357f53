using CityOps.Identity.Audit;
using Microsoft.Data.Sqlite;

namespace CityOps.Identity.Tests.Audit;

public sealed class AuditLogTests : IAsyncDisposable
{
    private const string DropGuards = "DROP TRIGGER audit_entries_keep; DROP TRIGGER audit_entries_stay; ";
    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    private static AuditEvent Event(int i = 1) => new("li.wei", "inspector", AuditAction.VaultOpened, $"{i}", "工单 7");

    private string AnchorsPath => Path.Combine(_some.Folder.FullName, "audit-anchors.jsonl");

    private async Task<IAuditLog> FilledAsync(int entries)
    {
        var log = _some.AuditLog();
        for (var i = 1; i <= entries; i++)
        {
            await log.AppendAsync(Event(i), default);
        }

        return log;
    }

    [Fact]
    public async Task An_empty_log_is_intact()
    {
        var verified = await _some.AuditLog().VerifyAsync(default);

        Assert.True(verified.IsIntact);
        Assert.Equal(0, verified.Entries);
    }

    [Fact]
    public async Task Entries_are_read_as_written_and_the_chain_holds()
    {
        var log = await FilledAsync(5);

        var entries = await log.ReadAsync(2, default).ToListAsync();
        Assert.Equal([2L, 3, 4, 5], entries.Select(e => e.Sequence));
        Assert.Equal(("li.wei", "inspector", "vault_opened", "2", "工单 7"), (entries[0].Actor, entries[0].Role, entries[0].Action, entries[0].Subject, entries[0].Reason));
        var verified = await log.VerifyAsync(default);
        Assert.Empty(verified.Problems);
        Assert.Equal((5L, 5L), (verified.Entries, verified.Anchored));
        Assert.Equal(Convert.ToHexStringLower(entries[^1].Hash), verified.HeadHash);
        Assert.Contains(verified.HeadHash, await File.ReadAllTextAsync(Path.Combine(_some.Folder.FullName, "audit-head.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET reason = 'other' WHERE sequence = 3")]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 5")]
    public async Task The_database_refuses_to_change_or_delete_entries(string tamper)
    {
        await FilledAsync(5);

        var refused = Assert.Throws<SqliteException>(() => _some.Tamper(tamper));
        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET reason = 'other' WHERE sequence = 3", AuditFault.Altered, 3)]
    [InlineData("UPDATE audit_entries SET at_ms = at_ms + 1 WHERE sequence = 1", AuditFault.Altered, 1)]
    [InlineData("UPDATE audit_entries SET actor = 'li', role = 'inspector.wei' WHERE sequence = 4", AuditFault.Altered, 4)]
    [InlineData("UPDATE audit_entries SET hash = zeroblob(32) WHERE sequence = 2", AuditFault.Altered, 2)]
    [InlineData("UPDATE audit_entries SET previous_hash = zeroblob(32) WHERE sequence = 2", AuditFault.Altered, 2)]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 2", AuditFault.Missing, 2)]
    [InlineData("DELETE FROM audit_entries WHERE sequence IN (2, 3)", AuditFault.Missing, 2)]
    [InlineData("DELETE FROM audit_entries WHERE sequence >= 4", AuditFault.Truncated, 4)]
    [InlineData("DELETE FROM audit_entries", AuditFault.Truncated, 1)]
    [InlineData("INSERT INTO audit_entries SELECT 0, at_ms, actor, role, action, subject, reason, previous_hash, hash FROM audit_entries WHERE sequence = 1", AuditFault.Inserted, 0)]
    public async Task Each_kind_of_tampering_is_told_apart_and_names_its_entry(string tamper, AuditFault fault, long entry)
    {
        var log = await FilledAsync(5);
        Assert.True(_some.Tamper(DropGuards + tamper) > 0);

        var verified = await log.VerifyAsync(default);

        Assert.Equal((fault, entry), (verified.Problems[0].Fault, verified.Problems[0].Entry));
    }

    [Fact]
    public async Task A_chain_computed_anew_is_re_written_from_the_entry_where_it_begins()
    {
        var log = await FilledAsync(6);
        await RewriteAsync(log, from: 3);

        var verified = await log.VerifyAsync(default);

        var problem = Assert.Single(verified.Problems);
        Assert.Equal((AuditFault.Rewritten, 3L), (problem.Fault, problem.Entry));
    }

    [Fact]
    public async Task A_chain_computed_anew_together_with_the_anchors_beside_it_is_found_by_a_copy_kept_elsewhere()
    {
        var log = await FilledAsync(6);
        var elsewhere = AnchorsPath + ".copy";
        File.Copy(AnchorsPath, elsewhere);
        await RewriteAsync(log, from: 3);
        File.Delete(AnchorsPath);
        File.Delete(Path.Combine(_some.Folder.FullName, "audit-head.json"));

        Assert.Equal(AuditFault.AnchorsMissing, Assert.Single((await log.VerifyAsync(default)).Problems).Fault);
        var verified = await log.VerifyAsync(default, elsewhere);

        Assert.Equal([(AuditFault.Rewritten, 3L), (AuditFault.AnchorsMissing, 6L)], verified.Problems.Select(p => (p.Fault, p.Entry)));
    }

    [Fact]
    public async Task Two_changes_are_two_problems()
    {
        var log = await FilledAsync(8);
        _some.Tamper(DropGuards + "UPDATE audit_entries SET reason = 'other' WHERE sequence = 2; DELETE FROM audit_entries WHERE sequence = 5");

        var verified = await log.VerifyAsync(default);

        Assert.Equal([(AuditFault.Altered, 2L), (AuditFault.Missing, 5L)], verified.Problems.Select(p => (p.Fault, p.Entry)));
    }

    [Fact]
    public async Task Spoilt_anchors_are_told_of_and_do_not_stop_the_log()
    {
        var log = await FilledAsync(2);
        await File.WriteAllTextAsync(AnchorsPath, "{\n");

        Assert.Equal(AuditFault.AnchorUnreadable, Assert.Single((await log.VerifyAsync(default)).Problems).Fault);
        await log.AppendAsync(Event(), default);
        Assert.Equal(3, (await log.VerifyAsync(default)).Entries);
    }

    [Fact]
    public async Task Processes_that_append_together_make_one_chain_and_anchor_every_entry()
    {
        var logs = Enumerable.Range(0, 4).Select(_ => _some.AuditLog()).ToList();

        await Task.WhenAll(logs.Select(log => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await log.AppendAsync(Event(i), default);
            }
        })));

        var verified = await logs[0].VerifyAsync(default);
        Assert.Empty(verified.Problems);
        Assert.Equal((100L, 100L), (verified.Entries, verified.Anchored));
    }

    [Fact]
    public async Task What_a_source_tells_again_is_not_written_again()
    {
        var log = _some.AuditLog();

        await log.AppendOnceAsync("casework", 7, [Event(1), Event(2)], default);
        await log.AppendOnceAsync("casework", 7, [Event(1), Event(2)], default);
        await log.AppendOnceAsync("casework", 9, [Event(3)], default);

        Assert.Equal(["1", "2", "3"], (await log.ReadAsync(1, default).ToListAsync()).Select(e => e.Subject));
        Assert.Equal((9L, 0L), (await log.PositionOfAsync("casework", default), await log.PositionOfAsync("other", default)));
    }

    [Fact]
    public async Task Entries_are_found_by_who_what_whom_and_when()
    {
        var log = await FilledAsync(3);
        await log.AppendAsync(new AuditEvent("wang", "inspector", AuditAction.PhotoAdded, "WO-1 p", "50% of_it"), default);

        Assert.Equal([4L], await SequencesAsync(new AuditFilter(Actor: "wang")));
        Assert.Equal([3L, 2L, 1L], await SequencesAsync(new AuditFilter(Action: AuditAction.VaultOpened)));
        Assert.Equal([2L], await SequencesAsync(new AuditFilter(Subject: "2")));
        Assert.Equal([4L], await SequencesAsync(new AuditFilter(Subject: "WO-1")));
        Assert.Equal([4L], await SequencesAsync(new AuditFilter(About: "50% of_it")));
        Assert.Empty(await SequencesAsync(new AuditFilter(About: "50_ of")));
        Assert.Empty(await SequencesAsync(new AuditFilter(Since: DateTimeOffset.MaxValue)));
        Assert.Equal([1L], (await log.FindAsync(new AuditFilter(), before: 2, 10, default)).Select(e => e.Sequence));

        async Task<IEnumerable<long>> SequencesAsync(AuditFilter filter) => (await log.FindAsync(filter, null, 10, default)).Select(e => e.Sequence);
    }

    // What somebody who holds the database and knows the program could do: change an entry and compute every later hash anew.
    private async Task RewriteAsync(IAuditLog log, long from)
    {
        var entries = await log.ReadAsync(from, default).ToListAsync();
        var previous = entries[0].PreviousHash;
        var sql = DropGuards;
        foreach (var entry in entries)
        {
            var reason = entry.Sequence == from ? "nothing to see" : entry.Reason;
            var hash = AuditHash.Of(previous, entry.Sequence, entry.At, entry.Actor, entry.Role, entry.Action, entry.Subject, reason);
            sql += $"UPDATE audit_entries SET reason = '{reason}', previous_hash = x'{Convert.ToHexString(previous)}', hash = x'{Convert.ToHexString(hash)}' WHERE sequence = {entry.Sequence};";
            previous = hash;
        }

        _some.Tamper(sql);
    }
}
