using CityOps.Identity.Audit;
using CityOps.Identity.Reveals;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Identity.Tests.Reveals;

public sealed class RevealLedgerTests : IAsyncDisposable
{
    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    [Fact]
    public async Task A_grant_and_its_audit_entry_are_one()
    {
        var services = _some.Process();
        var grant = await services.GetRequiredService<IRevealLedger>().GrantAsync(Request(7), default);

        var entry = Assert.Single(await services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync());
        Assert.Equal(("vault_opened", "7", "wang"), (entry.Action, entry.Subject, entry.Actor));
        Assert.Contains("WO-7", entry.Reason, StringComparison.Ordinal);
        Assert.Equal(30, (grant!.ExpiresAt!.Value - grant.GrantedAt!.Value).TotalMinutes);
        Assert.Equal(grant, await services.GetRequiredService<IRevealLedger>().FindAsync(grant.RevealId, default));
    }

    [Fact]
    public async Task One_person_opens_so_many_dwellings_a_day_and_one_of_them_again_at_will()
    {
        var services = _some.With("Reveal:MostDwellingsADay", "2").Process();
        var ledger = services.GetRequiredService<IRevealLedger>();

        Assert.NotNull(await ledger.GrantAsync(Request(1), default));
        Assert.NotNull(await ledger.GrantAsync(Request(2), default));
        Assert.Null(await ledger.GrantAsync(Request(3), default));
        Assert.NotNull(await ledger.GrantAsync(Request(2), default));
        Assert.NotNull(await ledger.GrantAsync(Request(3) with { Actor = "li" }, default));
        Assert.Equal(
            ["vault_opened", "vault_opened", "vault_refused", "vault_opened", "vault_opened"],
            (await services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync()).Select(e => e.Action));
    }

    [Fact]
    public async Task Many_at_once_are_granted_when_a_second_person_decided_and_only_the_first_decision_counts()
    {
        var ledger = _some.Process().GetRequiredService<IRevealLedger>();
        var bulk = await ledger.RequestBulkAsync(new BulkRevealRequest("wang", "inspector", RevealPurpose.Visit, "tomorrow's round", [("WO-1", "CASE-1", 1), ("WO-2", "CASE-2", 2)]), default);
        Assert.All(bulk.Grants, g => Assert.Null(g.GrantedAt));
        Assert.Equal(bulk.BulkId, Assert.Single(await ledger.WaitingAsync(default)).BulkId);

        var allowed = await ledger.DecideAsync(bulk.BulkId, new BulkDecision("li", "reviewer", Allow: true, "as planned"), default);
        var again = await ledger.DecideAsync(bulk.BulkId, new BulkDecision("zhao", "leader", Allow: false, "no"), default);

        Assert.All(allowed.Grants, g => Assert.NotNull(g.ExpiresAt));
        Assert.Equal(("li", true), (again.DecidedBy, again.Allowed!.Value));
        Assert.Empty(await ledger.WaitingAsync(default));
    }

    [Theory]
    [InlineData(RevealPurpose.Visit, true, false, true)]
    [InlineData(RevealPurpose.Appointment, true, true, false)]
    [InlineData(RevealPurpose.Notice, true, false, false)]
    public void A_purpose_shows_its_own_fields_and_never_the_register_number(RevealPurpose purpose, bool address, bool contact, bool place)
    {
        var shown = new DwellingSecret(1, "D-1", "1 Road", "139", 121.5, 31.2).Only(purpose.FieldsOf());

        Assert.Equal((null, address, contact, place), (shown.DwellingId, shown.Address is not null, shown.Contact is not null, shown.Lon is not null && shown.Lat is not null));
    }

    private static RevealRequest Request(ulong dwelling) => new("wang", "inspector", $"WO-{dwelling}", $"CASE-{dwelling}", dwelling, RevealPurpose.Visit, "going there");
}
