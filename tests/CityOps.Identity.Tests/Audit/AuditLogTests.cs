using CityOps.Identity.Audit;

namespace CityOps.Identity.Tests.Audit;

public sealed class AuditLogTests : IAsyncDisposable
{
    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    private static AuditEvent Event(int i = 1) => new("li.wei", "inspector", AuditAction.VaultOpened, $"{i}", "工单 7");

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
        Assert.True(verified.IsIntact, verified.Problem);
        Assert.Equal(Convert.ToHexStringLower(entries[^1].Hash), verified.HeadHash);
        Assert.Contains(verified.HeadHash, await File.ReadAllTextAsync(Path.Combine(_some.Folder.FullName, "audit-head.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET reason = 'other' WHERE sequence = 3", 3)]
    [InlineData("UPDATE audit_entries SET at_ms = at_ms + 1 WHERE sequence = 1", 1)]
    [InlineData("UPDATE audit_entries SET actor = 'li', role = 'inspector.wei' WHERE sequence = 4", 4)]
    [InlineData("UPDATE audit_entries SET hash = zeroblob(32) WHERE sequence = 2", 2)]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 2", 2)]
    [InlineData("DELETE FROM audit_entries WHERE sequence >= 4", 4)]
    [InlineData("DELETE FROM audit_entries", 1)]
    [InlineData("INSERT INTO audit_entries SELECT 0, at_ms, actor, role, action, subject, reason, previous_hash, hash FROM audit_entries WHERE sequence = 1", 1)]
    public async Task Tampering_is_found_at_the_first_broken_entry(string tamper, long firstBroken)
    {
        var log = await FilledAsync(5);
        Assert.True(_some.Tamper(tamper) > 0);

        var verified = await log.VerifyAsync(default);

        Assert.Equal(firstBroken, verified.FirstBroken);
        Assert.NotNull(verified.Problem);
    }

    [Fact]
    public async Task A_spoilt_head_file_is_told_of_and_does_not_stop_the_log()
    {
        var log = await FilledAsync(2);
        await File.WriteAllTextAsync(Path.Combine(_some.Folder.FullName, "audit-head.json"), "{");

        Assert.False((await log.VerifyAsync(default)).IsIntact);
        await log.AppendAsync(Event(), default);
        Assert.True((await log.VerifyAsync(default)).IsIntact);
    }

    [Fact]
    public async Task Processes_that_append_together_make_one_chain()
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
        Assert.True(verified.IsIntact, verified.Problem);
        Assert.Equal(100, verified.Entries);
    }
}
