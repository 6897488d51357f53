using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CityOps.Identity.Sealing;

namespace CityOps.Dashboards.EvidencePackages;

/// <param name="Path">The file at fault.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record PackageProblem(string Path, string Problem);

/// <param name="Fingerprint">Of the key that signed; null where no signature can be read.</param>
public sealed record PackageVerification(PackageManifest? Manifest, string? Fingerprint, IReadOnlyList<PackageProblem> Problems)
{
    public bool IsIntact => Problems.Count == 0;
}

/// <summary>Checks a package by itself: the signature over the manifest, and every file against the manifest's hashes. It needs no server.</summary>
public static class PackageVerifier
{
    /// <param name="trustedKey">The installation's public key, base64; null: whatever key the package brings, which then somebody has to compare.</param>
    public static PackageVerification Verify(Stream file, string? trustedKey)
    {
        var problems = new List<PackageProblem>();
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (ZipBounds.WhyNot(file) is { } why)
            {
                // What its directory names may lie elsewhere, so that nothing more of it is believed.
                return new PackageVerification(null, null, [new PackageProblem("", why)]);
            }

            var fingerprint = CheckSignature(zip, trustedKey, problems);
            var manifest = ReadManifest(zip, problems);
            if (manifest is not null)
            {
                CheckEntries(zip, manifest, problems);
            }

            return new PackageVerification(manifest, fingerprint, problems);
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            return new PackageVerification(null, null, [new PackageProblem("", "This is no package: the file cannot be read as a zip.")]);
        }
    }

    private static string? CheckSignature(ZipArchive zip, string? trustedKey, List<PackageProblem> problems)
    {
        var (signed, manifest) = (Read(zip, PackageManifest.SignatureFile), Read(zip, PackageManifest.ManifestFile));
        PackageSignature? signature = null;
        try
        {
            signature = signed is null ? null : JsonSerializer.Deserialize<PackageSignature>(signed, PackageManifest.Json);
        }
        catch (JsonException)
        {
        }

        if (signature is not { PublicKey.Length: > 0, Signature.Length: > 0, Algorithm: PackageSigner.Algorithm })
        {
            problems.Add(new PackageProblem(PackageManifest.SignatureFile, "The signature is missing or cannot be read."));
            return null;
        }

        if (trustedKey is not null && !string.Equals(trustedKey, signature.PublicKey, StringComparison.Ordinal))
        {
            problems.Add(new PackageProblem(PackageManifest.SignatureFile, "It was signed with another key than the one that is trusted."));
        }

        if (manifest is not null && !PackageSigner.Verify(signature.PublicKey, manifest, signature.Signature))
        {
            problems.Add(new PackageProblem(PackageManifest.ManifestFile, "It was altered: the signature does not fit."));
        }

        try
        {
            return PackageSigner.FingerprintOf(signature.PublicKey);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static PackageManifest? ReadManifest(ZipArchive zip, List<PackageProblem> problems)
    {
        try
        {
            if (Read(zip, PackageManifest.ManifestFile) is { } bytes && JsonSerializer.Deserialize<PackageManifest>(bytes, PackageManifest.Json) is { CaseId.Length: > 0, Custody: not null, Entries: { } entries } manifest && entries.All(e => e is { Path.Length: > 0, Sha256: not null }))
            {
                return manifest;
            }
        }
        catch (JsonException)
        {
        }

        problems.Add(new PackageProblem(PackageManifest.ManifestFile, "It is missing or cannot be read: nothing says what the package should hold."));
        return null;
    }

    private static void CheckEntries(ZipArchive zip, PackageManifest manifest, List<PackageProblem> problems)
    {
        foreach (var entry in manifest.Entries)
        {
            if (Read(zip, entry.Path) is not { } bytes)
            {
                problems.Add(new PackageProblem(entry.Path, "It is missing, or cannot be unpacked."));
            }
            else if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), entry.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new PackageProblem(entry.Path, "It was altered: its SHA-256 is not the manifest's."));
            }
        }

        var known = manifest.Entries.Select(e => e.Path).Append(PackageManifest.ManifestFile).Append(PackageManifest.SignatureFile).ToHashSet(StringComparer.Ordinal);
        foreach (var extra in zip.Entries.GroupBy(e => e.FullName, StringComparer.Ordinal).Where(g => !known.Contains(g.Key) || g.Count() > 1))
        {
            problems.Add(new PackageProblem(extra.Key, extra.Count() > 1 ? "It is there more than once." : "It was added: the manifest does not name it."));
        }
    }

    private static byte[]? Read(ZipArchive zip, string path)
    {
        if (zip.GetEntry(path) is not { } entry)
        {
            return null;
        }

        try
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
