using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Identity.Tests.Vault;

public sealed class DwellingSecretTests : IAsyncDisposable
{
    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    private static async Task<ulong> SealAsync(IIdentityVault vault, string dwelling = "D-1", string? address = "弄 12 号 301 室")
    {
        var key = (await vault.KeysOfAsync(IdentityKind.Dwelling, [dwelling], default))[0];
        await vault.SealAsync([new DwellingSecret(key, dwelling, address, "021-5555", 121.5, 31.2)], default);
        return key;
    }

    [Fact]
    public async Task What_was_sealed_opens_after_a_restart_with_the_dwellings_own_number()
    {
        var key = await SealAsync(_some.Vault());

        Assert.Equal(new DwellingSecret(key, "D-1", "弄 12 号 301 室", "021-5555", 121.5, 31.2), await _some.Vault().OpenAsync(key, default));
    }

    [Fact]
    public async Task A_null_field_leaves_what_is_held()
    {
        var vault = _some.Vault();
        var key = await SealAsync(vault);

        await vault.SealAsync([new DwellingSecret(key, null, null, "021-7777", null, null), new DwellingSecret(key, null, "new", null, null, null)], default);

        Assert.Equal(new DwellingSecret(key, "D-1", "new", "021-7777", 121.5, 31.2), await vault.OpenAsync(key, default));
    }

    [Fact]
    public async Task The_database_holds_no_address_in_clear()
    {
        await SealAsync(_some.Vault(), address: "PLAIN-ADDRESS");

        Assert.Equal(-1, _some.DatabaseBytes().AsSpan().IndexOf("PLAIN-ADDRESS"u8));
    }

    [Theory]
    [InlineData("UPDATE dwelling_secrets SET contact = address", "another field")]
    [InlineData("UPDATE dwelling_secrets SET address = (SELECT o.address FROM dwelling_secrets o WHERE o.key <> @key) WHERE key = @key", "another row")]
    [InlineData("UPDATE dwelling_secrets SET address = substr(address, 1, length(address) - 1) || x'00'", "changed bytes")]
    public async Task A_sealed_field_opens_only_where_it_was_sealed(string tamper, string what)
    {
        var vault = _some.Vault();
        var key = await SealAsync(vault);
        await SealAsync(vault, "D-2", "elsewhere");
        Assert.True(_some.Tamper(tamper.Replace("@key", $"{(long)key}", StringComparison.Ordinal)) > 0, what);

        await Assert.ThrowsAnyAsync<CryptographicException>(async () => await vault.OpenAsync(key, default));
    }

    [Fact]
    public async Task Erasing_removes_mapping_and_facts_and_the_next_key_is_another_in_every_process()
    {
        var (vault, other) = (_some.Vault(), _some.Vault());
        var key = await SealAsync(vault);
        Assert.Equal(new[] { key }, await other.KeysOfAsync(IdentityKind.Dwelling, ["D-1"], default));

        Assert.True(await vault.EraseAsync(key, default));

        Assert.Null(await vault.OpenAsync(key, default));
        Assert.False(await vault.EraseAsync(key, default));
        var next = await other.KeysOfAsync(IdentityKind.Dwelling, ["D-1"], default);
        Assert.NotEqual(key, next[0]);
        Assert.Equal(next, await vault.KeysOfAsync(IdentityKind.Dwelling, ["D-1"], default));
    }

    [Fact]
    public async Task Meters_are_erased_by_their_keys()
    {
        var process = _some.Process();
        var (vault, maintenance) = (process.GetRequiredService<IIdentityVault>(), process.GetRequiredService<IVaultMaintenance>());
        var keys = await vault.KeysOfAsync(IdentityKind.Meter, ["m1", "m2"], default);

        Assert.Equal(1, await maintenance.EraseMetersAsync([keys[0], 42], default));

        var again = await vault.KeysOfAsync(IdentityKind.Meter, ["m1", "m2"], default);
        Assert.NotEqual(keys[0], again[0]);
        Assert.Equal(keys[1], again[1]);
    }
}
