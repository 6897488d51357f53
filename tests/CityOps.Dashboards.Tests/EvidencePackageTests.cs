using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.EvidencePackages;
using CityOps.Identity.Photos;
using CityOps.Identity.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

public sealed class EvidencePackageTests(EvidencePackageTests.Packed packed) : IClassFixture<EvidencePackageTests.Packed>
{
    private const string Photo = "a photo of a partition";

    [Fact]
    public void A_package_says_what_it_holds_who_reviewed_it_and_who_had_it()
    {
        var verified = Verify(packed.Package, packed.Key);

        Assert.Empty(verified.Problems);
        var manifest = verified.Manifest!;
        Assert.Equal((PackageManifest.Reviewed, "a reviewer", "over_occupancy"), (manifest.Standing, manifest.Review!.Reviewer, manifest.Review.ReasonCode));
        Assert.Equal(["m-1"], manifest.ModelVersions);
        Assert.Equal(["evidence", "history", "photo"], manifest.Entries.Select(e => e.Kind));
        var photo = manifest.Entries[2];
        Assert.Equal(("Canon M1", 90.0, 0.0), (photo.DeviceId, photo.ReceivedAfterS!.Value, photo.ClockErrorS!.Value));
        Assert.Equal(("Canon M1", "none on record"), (Assert.Single(manifest.Devices).DeviceId, manifest.Devices[0].Verification));
        Assert.Equal(["case_decided", "case_reviewed", "photo_added", "work_order_dispatched", "exported"], manifest.Custody.Select(c => c.Action).Distinct().OrderBy(a => a is "exported").ThenBy(a => a, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_nobody_reviewed_is_a_lead_only()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion("T-1", "muck-truck"))).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);

        var verified = Verify(await reviewer.GetByteArrayAsync($"/api/v1/cases/{id}/evidence-package"), null);

        Assert.Equal(("lead only", null), (verified.Manifest!.Standing, verified.Manifest.Review));
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync("/api/v1/cases/CASE-0/evidence-package")).StatusCode);
    }

    public static TheoryData<string, string> Tamperings => new()
    {
        { "alter a file", "history.json" },
        { "alter the photo", "photos/" },
        { "take a file away", "history.json" },
        { "add a file", "evidence/more.json" },
        { "alter the manifest", PackageManifest.ManifestFile },
        { "alter a file and its hash", PackageManifest.ManifestFile },
        { "take the signature away", PackageManifest.SignatureFile },
        { "sign anew with another key", PackageManifest.SignatureFile },
    };

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void Each_kind_of_tampering_is_found_and_names_the_file(string tampering, string file)
    {
        var files = Unzip(packed.Package);
        var photo = files.Keys.Single(f => f.StartsWith("photos/", StringComparison.Ordinal));
        switch (tampering)
        {
            case "alter a file": files["history.json"][10] ^= 1; break;
            case "alter the photo": files[photo][3] ^= 1; break;
            case "take a file away": files.Remove("history.json"); break;
            case "add a file": files["evidence/more.json"] = "{}"u8.ToArray(); break;
            case "alter the manifest": Replace(files, "over_occupancy", "repeat_complaint"); break;
            case "alter a file and its hash":
                var before = Hash(files["history.json"]);
                files["history.json"][10] ^= 1;
                Replace(files, before, Hash(files["history.json"]));
                break;
            case "take the signature away": files.Remove(PackageManifest.SignatureFile); break;
            case "sign anew with another key":
                Replace(files, "over_occupancy", "repeat_complaint");
                using (var forger = new PackageSigner(new OtherSecret()))
                {
                    var signature = new PackageSignature(PackageSigner.Algorithm, forger.PublicKey, forger.Sign(files[PackageManifest.ManifestFile]));
                    files[PackageManifest.SignatureFile] = JsonSerializer.SerializeToUtf8Bytes(signature, PackageManifest.Json);
                }

                break;
        }

        var verified = Verify(Zip(files), packed.Key);

        Assert.StartsWith(file, Assert.Single(verified.Problems).Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MZ", "", "before")]
    [InlineData("", "<script>", "after")]
    public void Bytes_beside_the_zip_are_a_fault(string before, string after, string said)
    {
        var package = Zip(new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["manifest.json"] = "{}"u8.ToArray() });

        var verified = Verify([.. System.Text.Encoding.ASCII.GetBytes(before), .. package, .. System.Text.Encoding.ASCII.GetBytes(after)], null);

        Assert.Contains(said, Assert.Single(verified.Problems).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_with_a_hole_cannot_be_read()
    {
        var verified = Verify(Zip(new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["manifest.json"] = """{"entries":[null]}"""u8.ToArray() }), null);

        Assert.Contains(verified.Problems, p => p is { Path: "manifest.json" } && p.Problem.Contains("cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_zip_is_no_package() => Assert.False(Verify("no zip"u8.ToArray(), null).IsIntact);

    private static PackageVerification Verify(byte[] package, string? key)
    {
        using var stream = new MemoryStream(package);
        return PackageVerifier.Verify(stream, key);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    private static void Replace(Dictionary<string, byte[]> files, string before, string after) =>
        files[PackageManifest.ManifestFile] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(files[PackageManifest.ManifestFile]).Replace(before, after, StringComparison.Ordinal));

    private static Dictionary<string, byte[]> Unzip(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var bytes = new MemoryStream();
            using var entry = e.Open();
            entry.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    private static byte[] Zip(Dictionary<string, byte[]> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private sealed class OtherSecret : Identity.Secrets.ISecretStore
    {
        public byte[] Get(string name) => new byte[32];
    }

    /// <summary>A package of a reviewed and dispatched case with a photo, made once.</summary>
    public sealed class Packed : IAsyncLifetime
    {
        public byte[] Package { get; private set; } = [];

        public string Key { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            var time = Some.Clock();
            await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(time));
            var order = await RevealTests.DispatchedAsync(server, "wang");
            using var reviewer = server.Named("a reviewer", Roles.Reviewer, TimeSpan.FromHours(1));
            var caseId = (await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/cases?state=all")).GetProperty("cases")[0].GetProperty("case_id").GetString()!;
            var facts = new PhotoFacts(time.GetUtcNow().AddSeconds(-90), 121.5, 31.2, "Canon M1");
            await server.App.Services.GetRequiredService<IPhotoVault>().AddAsync(
                new NewPhoto("wang", Roles.Inspector, order, caseId, Guid.NewGuid(), "image/jpeg", Encoding.UTF8.GetBytes(Photo), facts), CancellationToken.None);
            Package = await reviewer.GetByteArrayAsync($"/api/v1/cases/{caseId}/evidence-package");
            Key = server.App.Services.GetRequiredService<PackageSigner>().PublicKey;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
