using System.Security.Cryptography;
using CityOps.Identity.Secrets;

namespace CityOps.Identity.Tests.Secrets;

public sealed class SecretStoreTests : IAsyncDisposable
{
    private readonly Some _some = new();

    public ValueTask DisposeAsync() => _some.DisposeAsync();

    [Fact]
    public void A_secret_without_configuration_is_made_once_and_readable_by_its_owner_alone()
    {
        var first = _some.Secrets().Get(SecretNames.TokenSigning);
        var path = Path.Combine(_some.Folder.FullName, "secrets", "token-signing.key");

        Assert.True(first.Length >= SecretNames.MinBytes);
        Assert.Equal(first, _some.Secrets().Get(SecretNames.TokenSigning));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task Processes_that_start_together_agree_on_one_secret()
    {
        var stores = Enumerable.Range(0, 16).Select(_ => _some.Secrets()).ToList();

        var secrets = await Task.WhenAll(stores.Select(store => Task.Run(() => store.Get("fresh"))));

        Assert.All(secrets, secret => Assert.Equal(secrets[0], secret));
        Assert.Single(Directory.GetFiles(Path.Combine(_some.Folder.FullName, "secrets")));
    }

    [Fact]
    public void A_configured_secret_is_taken_and_no_file_is_made()
    {
        var secret = RandomNumberGenerator.GetBytes(32);

        var got = _some.With("Secrets:token-signing", Convert.ToBase64String(secret)).Secrets().Get("token-signing");

        Assert.Equal(secret, got);
        Assert.False(Directory.Exists(Path.Combine(_some.Folder.FullName, "secrets")));
    }

    [Theory]
    [InlineData("not base64 !")]
    [InlineData("c2hvcnQ=")]
    public void A_configured_secret_that_is_weak_or_no_base64_is_refused_without_being_shown(string value)
    {
        var refusal = Assert.Throws<SecretException>(() => _some.With("Secrets:token-signing", value).Secrets().Get("token-signing"));

        Assert.Contains("CityOps:Secrets:token-signing", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("")]
    [InlineData("Upper")]
    public void A_name_that_could_leave_the_folder_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => _some.Secrets().Get(name));
}
