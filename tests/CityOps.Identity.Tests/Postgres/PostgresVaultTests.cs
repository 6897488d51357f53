using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Identity.Tests.Postgres;

/// <summary>The same promises on PostgreSQL, where <c>CITYOPS_TEST_POSTGRES</c> holds the connection string of a role that may create databases.</summary>
public sealed class PostgresVaultTests : IAsyncLifetime
{
    private readonly Some _some = new();
    private SomeDatabase? _database;

    public async ValueTask InitializeAsync()
    {
        var server = Environment.GetEnvironmentVariable("CITYOPS_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "CITYOPS_TEST_POSTGRES names no PostgreSQL server.");
        _database = await SomeDatabase.CreateAsync(server!);
        _some.With("Database:Provider", "postgres").With("Database:ConnectionString", _database.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _some.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task Processes_that_race_for_the_same_identifiers_get_the_same_keys()
    {
        var vaults = Enumerable.Range(0, 4).Select(_ => _some.Vault()).ToList();
        var meters = Some.Meters(2_000);

        var keys = await Task.WhenAll(vaults.Select((vault, i) => Task.Run(async () =>
        {
            string?[] turned = [.. meters.Skip(i * 500), .. meters.Take(i * 500)];
            var got = await vault.KeysOfAsync(IdentityKind.Meter, turned, default);
            return turned.Zip(got).ToDictionary(p => p.First!, p => p.Second, StringComparer.Ordinal);
        })));

        Assert.All(keys, mine => Assert.Equal(keys[0].OrderBy(k => k.Key, StringComparer.Ordinal), mine.OrderBy(k => k.Key, StringComparer.Ordinal)));
        Assert.Equal(2_000, keys[0].Values.Distinct().Count());
    }

    [Fact]
    public async Task Facts_are_sealed_merged_opened_and_erased()
    {
        var vault = _some.Vault();
        var key = (await vault.KeysOfAsync(IdentityKind.Dwelling, ["D-1"], default))[0];
        await vault.SealAsync([new DwellingSecret(key, null, "address", null, 121, 31), new DwellingSecret(key, null, null, "contact", null, null)], default);

        Assert.Equal(new DwellingSecret(key, "D-1", "address", "contact", 121, 31), await _some.Vault().OpenAsync(key, default));
        Assert.True(await vault.EraseAsync(key, default));
        Assert.Null(await vault.OpenAsync(key, default));
        Assert.NotEqual(key, (await _some.Vault().KeysOfAsync(IdentityKind.Dwelling, ["D-1"], default))[0]);
    }

    [Fact]
    public async Task Rotating_and_resealing_keep_every_key()
    {
        var meters = Some.Meters(6_000);
        var before = await _some.Vault().KeysOfAsync(IdentityKind.Meter, meters, default);
        var maintenance = _some.With("Identity:SealKeyId", "2").Process().GetRequiredService<IVaultMaintenance>();

        Assert.Equal(6_000, await maintenance.ResealAsync(default));
        Assert.Equal(2, await maintenance.RotateLookupKeyAsync(default));

        Assert.Equal(before, await _some.Vault().KeysOfAsync(IdentityKind.Meter, meters, default));
    }

    [Fact]
    public async Task Processes_that_append_to_the_audit_log_together_make_one_chain()
    {
        var logs = Enumerable.Range(0, 4).Select(_ => _some.AuditLog()).ToList();

        await Task.WhenAll(logs.Select(log => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await log.AppendAsync(new AuditEvent("a", "auditor", AuditAction.Exported, "s", "r"), default);
            }
        })));

        var verified = await logs[0].VerifyAsync(default);
        Assert.Empty(verified.Problems);
        Assert.Equal((100L, 100L), (verified.Entries, verified.Anchored));
    }

    [Fact]
    public async Task The_server_refuses_to_change_the_audit_log_and_finds_entries_like_sqlite()
    {
        var log = _some.AuditLog();
        await log.AppendAsync(new AuditEvent("wang", "inspector", AuditAction.PhotoAdded, "WO-1 p", "50% of_it"), default);
        await log.AppendOnceAsync("casework", 3, [new AuditEvent("li", "reviewer", AuditAction.CaseReviewed, "CASE-1 filed", "")], default);
        await log.AppendOnceAsync("casework", 3, [new AuditEvent("li", "reviewer", AuditAction.CaseReviewed, "CASE-1 filed", "")], default);

        Assert.Equal([1L], (await log.FindAsync(new AuditFilter(Subject: "WO-1", About: "50% of_it"), null, 10, default)).Select(e => e.Sequence));
        Assert.Equal([2L, 1L], (await log.FindAsync(new AuditFilter(), null, 10, default)).Select(e => e.Sequence));
        foreach (var tamper in (string[])["UPDATE identity.audit_entries SET reason = ''", "DELETE FROM identity.audit_entries", "TRUNCATE identity.audit_entries"])
        {
            await using var connection = new Npgsql.NpgsqlConnection(_database!.ConnectionString);
            await connection.OpenAsync();
            await using var command = new Npgsql.NpgsqlCommand(tamper, connection);
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync());
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Reveals_and_photos_are_kept_like_on_sqlite()
    {
        var services = _some.Process();
        var ledger = services.GetRequiredService<CityOps.Identity.Reveals.IRevealLedger>();
        var grant = await ledger.GrantAsync(new CityOps.Identity.Reveals.RevealRequest("wang", "inspector", "WO-1", "CASE-1", 7, CityOps.Identity.Reveals.RevealPurpose.Visit, "going there"), default);
        var bulk = await ledger.RequestBulkAsync(new CityOps.Identity.Reveals.BulkRevealRequest("wang", "inspector", CityOps.Identity.Reveals.RevealPurpose.Visit, "the round", [("WO-2", "CASE-2", 8)]), default);
        bulk = await ledger.DecideAsync(bulk.BulkId, new CityOps.Identity.Reveals.BulkDecision("li", "reviewer", Allow: true, "as planned"), default);
        var photos = services.GetRequiredService<Photos.IPhotoVault>();
        var kept = await photos.AddAsync(new Photos.NewPhoto("wang", "inspector", "WO-1", "CASE-1", Guid.NewGuid(), "image/jpeg", [1, 2, 3], new Photos.PhotoFacts(Lon: 121.5)), default);

        Assert.Equal(grant, await ledger.FindAsync(grant!.RevealId, default));
        Assert.NotNull(bulk.Grants.Single().ExpiresAt);
        Assert.Equal(121.5, Assert.Single(await photos.ListOfCaseAsync("CASE-1", default)).Facts.Lon);
        Assert.Equal([1, 2, 3], await photos.OpenAsync(kept.Photo!.PhotoId, default));
    }
}
