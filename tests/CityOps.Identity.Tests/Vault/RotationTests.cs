using CityOps.Identity.Secrets;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Identity.Tests.Vault;

public sealed class RotationTests : IAsyncDisposable
{
    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    private string SecretFile(string name) => Path.Combine(_some.Folder.FullName, "secrets", name + ".key");

    [Fact]
    public async Task Rotating_the_lookup_secret_keeps_every_key_and_running_processes_follow()
    {
        var process = _some.Process();
        var (vault, running) = (process.GetRequiredService<IIdentityVault>(), _some.Vault());
        var meters = Some.Meters(6_000);
        var before = await vault.KeysOfAsync(IdentityKind.Meter, meters, default);
        await running.KeysOfAsync(IdentityKind.Meter, Some.Meters(1), default);

        Assert.Equal(2, await process.GetRequiredService<IVaultMaintenance>().RotateLookupKeyAsync(default));
        File.Delete(SecretFile(SecretNames.Lookup(1)));

        Assert.Equal(before, await vault.KeysOfAsync(IdentityKind.Meter, meters, default));
        Assert.Equal(before, await running.KeysOfAsync(IdentityKind.Meter, meters, default));
        Assert.Equal(before, await _some.Vault().KeysOfAsync(IdentityKind.Meter, meters, default));
    }

    [Fact]
    public async Task Assignments_during_a_rotation_stay_unique()
    {
        var process = _some.Process();
        var vault = _some.Vault();
        var assigning = Task.Run(async () =>
        {
            List<ulong> keys = [];
            for (var i = 0; i < 40; i++)
            {
                keys.AddRange(await vault.KeysOfAsync(IdentityKind.Meter, Some.Meters(100, from: i * 100), default));
            }

            return keys;
        });
        for (var i = 0; i < 3; i++)
        {
            await process.GetRequiredService<IVaultMaintenance>().RotateLookupKeyAsync(default);
        }

        Assert.Equal(await assigning, await _some.Vault().KeysOfAsync(IdentityKind.Meter, Some.Meters(4_000), default));
    }

    [Fact]
    public async Task Resealing_moves_the_vault_to_the_new_seal_key_so_that_the_old_one_can_go()
    {
        var vault = _some.Vault();
        var key = (await vault.KeysOfAsync(IdentityKind.Dwelling, ["D-1"], default))[0];
        await vault.SealAsync([new DwellingSecret(key, null, "address", null, 121, 31)], default);

        var rotated = _some.With("Identity:SealKeyId", "2").Process();
        var maintenance = rotated.GetRequiredService<IVaultMaintenance>();
        Assert.Equal(2, await maintenance.ResealAsync(default));
        Assert.Equal(0, await maintenance.ResealAsync(default));
        File.Delete(SecretFile(SecretNames.Seal(1)));

        Assert.Equal(new DwellingSecret(key, "D-1", "address", null, 121, 31), await _some.Vault().OpenAsync(key, default));
    }

    [Fact]
    public async Task Resealing_moves_addresses_and_photos_to_the_national_algorithm_and_older_seals_open_until_then()
    {
        var vault = _some.Vault();
        var key = (await vault.KeysOfAsync(IdentityKind.Dwelling, ["D-1"], default))[0];
        await vault.SealAsync([new DwellingSecret(key, null, "塘桥路 1 号", "139", 121, 31)], default);
        var photo = (await _some.Process().GetRequiredService<Photos.IPhotoVault>().AddAsync(
            new Photos.NewPhoto("wang", "inspector", "WO-1", "CASE-1", Guid.NewGuid(), "image/jpeg", [9, 8, 7], new Photos.PhotoFacts(Device: "M1")), default)).Photo!;

        var sm4 = _some.With("Identity:SealAlgorithm", "sm4-gcm").Process();
        Assert.Equal("塘桥路 1 号", (await sm4.GetRequiredService<IIdentityVault>().OpenAsync(key, default))!.Address);
        Assert.Equal(3, await sm4.GetRequiredService<IVaultMaintenance>().ResealAsync(default));
        Assert.Equal(0, await sm4.GetRequiredService<IVaultMaintenance>().ResealAsync(default));

        Assert.Equal(("塘桥路 1 号", 31.0), ((await sm4.GetRequiredService<IIdentityVault>().OpenAsync(key, default))!.Address, (await sm4.GetRequiredService<IIdentityVault>().OpenAsync(key, default))!.Lat!.Value));
        Assert.Equal([9, 8, 7], await sm4.GetRequiredService<Photos.IPhotoVault>().OpenAsync(photo.PhotoId, default));
        Assert.Equal("M1", (await sm4.GetRequiredService<Photos.IPhotoVault>().FindAsync(photo.PhotoId, default))!.Facts.Device);
    }
}
