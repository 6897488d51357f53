using CityOps.Identity.Secrets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Identity.Tests.Vault;

public sealed class KeyTests : IAsyncDisposable
{
    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    [Fact]
    public async Task Keys_are_distinct_and_never_zero()
    {
        var keys = await _some.Vault().KeysOfAsync(IdentityKind.Meter, Some.Meters(5_000), default);

        Assert.Equal(5_000, keys.Distinct().Count());
        Assert.DoesNotContain(0UL, keys);
    }

    [Fact]
    public async Task The_same_identifier_has_the_same_key_within_a_call_in_a_later_call_and_after_a_restart()
    {
        var vault = _some.Vault();
        var first = await vault.KeysOfAsync(IdentityKind.Meter, ["a", "b", "a"], default);

        Assert.Equal(first[0], first[2]);
        Assert.NotEqual(first[0], first[1]);
        Assert.Equal(new[] { first[1], first[0] }, await vault.KeysOfAsync(IdentityKind.Meter, ["b", "a"], default));
        Assert.Equal(new[] { first[1], first[0] }, await _some.Vault().KeysOfAsync(IdentityKind.Meter, ["b", "a"], default));
    }

    [Fact]
    public async Task A_meter_and_a_dwelling_of_the_same_number_have_different_keys()
    {
        var vault = _some.Vault();

        var meter = await vault.KeysOfAsync(IdentityKind.Meter, ["310115"], default);
        var dwelling = await vault.KeysOfAsync(IdentityKind.Dwelling, ["310115"], default);

        Assert.NotEqual(meter[0], dwelling[0]);
    }

    [Fact]
    public async Task An_empty_identifier_has_key_zero_and_takes_no_row()
    {
        Assert.All(await _some.Vault().KeysOfAsync(IdentityKind.Dwelling, [null, ""], default), key => Assert.Equal(0UL, key));
        Assert.Empty(await _some.Vault().KeysOfAsync(IdentityKind.Dwelling, [], default));
    }

    [Fact]
    public async Task Processes_that_race_for_the_same_identifiers_get_the_same_keys()
    {
        var vaults = Enumerable.Range(0, 6).Select(_ => _some.Vault()).ToList();
        var meters = Some.Meters(3_000);

        // Each starts elsewhere in the list, so that every one of them is first for some and late for others.
        var keys = await Task.WhenAll(vaults.Select((vault, i) => Task.Run(async () =>
        {
            string?[] turned = [.. meters.Skip(i * 500), .. meters.Take(i * 500)];
            var got = await vault.KeysOfAsync(IdentityKind.Meter, turned, default);
            return turned.Zip(got).ToDictionary(p => p.First!, p => p.Second, StringComparer.Ordinal);
        })));

        Assert.All(keys, mine => Assert.Equal(keys[0].OrderBy(k => k.Key, StringComparer.Ordinal), mine.OrderBy(k => k.Key, StringComparer.Ordinal)));
        Assert.Equal(3_000, keys[0].Values.Distinct().Count());
    }

    [Fact]
    public async Task The_database_holds_no_identifier_in_clear()
    {
        await _some.Vault().KeysOfAsync(IdentityKind.Meter, Some.Meters(10), default);

        Assert.Equal(-1, _some.DatabaseBytes().AsSpan().IndexOf("SH-PD-METER"u8));
    }

    [Fact]
    public async Task The_database_and_its_log_are_readable_by_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await _some.Vault().KeysOfAsync(IdentityKind.Meter, Some.Meters(10), default);

        foreach (var file in _some.Folder.EnumerateFiles("identity.db").Concat(_some.Folder.EnumerateFiles("identity.db-wal")))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
        }
    }

    [Fact]
    public async Task A_small_cache_forgets_and_finds_again()
    {
        _some.With("Identity:MaxCachedIdentifiers", "1000");
        var vault = _some.Vault();
        var first = await vault.KeysOfAsync(IdentityKind.Meter, Some.Meters(10), default);
        await vault.KeysOfAsync(IdentityKind.Meter, Some.Meters(5_000, from: 10), default);

        Assert.Equal(first, await vault.KeysOfAsync(IdentityKind.Meter, Some.Meters(10), default));
    }

    [Fact]
    public async Task A_vault_whose_lookup_secret_was_lost_refuses_instead_of_giving_second_keys()
    {
        await _some.Vault().KeysOfAsync(IdentityKind.Meter, ["a"], default);
        File.Delete(Path.Combine(_some.Folder.FullName, "secrets", SecretNames.Lookup(1) + ".key"));

        var refusal = await Assert.ThrowsAsync<SecretException>(async () => await _some.Vault().KeysOfAsync(IdentityKind.Meter, ["a"], default));

        Assert.Contains("identity-lookup-1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_lock_left_by_a_killed_process_does_not_hold_the_next_one_up()
    {
        _some.Tamper(
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
            """);
        SqliteConnection.ClearAllPools();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await _some.Process().GetRequiredService<IVaultMaintenance>().MigrateAsync(patience.Token);
    }
}
