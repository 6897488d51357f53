using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using CityOps.Identity.Photos;
using CityOps.Identity.Sealing;
using CityOps.Ingest.Jt808.Media;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.EvidencePackages;

/// <summary>Gathers what is known of a case into one signed file. The caller has authorised it and written the audit entry, which is in the custody log.</summary>
internal sealed class PackageBuilder(
    IPhotoVault photos, IAuditLog audit, PackageSigner signer, IOptions<PackageOptions> options, TimeProvider time, IServiceProvider services)
{
    private const int MostCustodyEntries = 10_000;
    private static readonly TimeSpan AroundEvidence = TimeSpan.FromHours(2);

    public async Task<byte[]> BuildAsync(CaseDetail detail, string actor, string role, CancellationToken cancellationToken)
    {
        var files = new List<(PackageEntry Entry, byte[] Content)>();
        foreach (var evidence in detail.Evidence)
        {
            Add(files, $"evidence/{FileName(evidence.SuspicionId)}.json", "evidence", JsonSerializer.SerializeToUtf8Bytes(evidence, PackageManifest.Json));
        }

        Add(files, "history.json", "history", JsonSerializer.SerializeToUtf8Bytes(detail.History, PackageManifest.Json));
        await AddPhotosAsync(files, detail.Case.CaseId, cancellationToken);
        await AddMediaAsync(files, detail, cancellationToken);
        var review = ReviewOf(detail);
        var manifest = new PackageManifest(
            PackageManifest.CurrentFormat, detail.Case.CaseId, detail.Case.Scenario, Words.Of(detail.Case.Stage), time.GetUtcNow(), actor, role,
            review is null ? PackageManifest.LeadOnly : PackageManifest.Reviewed,
            review,
            [.. detail.Evidence.Select(e => e.ModelVersion).OfType<string>().Distinct(StringComparer.Ordinal)],
            typeof(PackageBuilder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            [.. detail.Evidence.SelectMany(PermitsOf).Distinct(StringComparer.Ordinal)],
            [.. files.Where(f => f.Entry.DeviceId is not null).GroupBy(f => f.Entry.DeviceId!, StringComparer.Ordinal).Select(g => DeviceOf(g.Key, g.Max(f => f.Entry.TakenAt)))],
            [.. files.Select(f => f.Entry)],
            await CustodyAsync(detail, cancellationToken));
        return Zip(manifest, files);
    }

    private static void Add(List<(PackageEntry, byte[])> files, string path, string kind, byte[] content, string? device = null, DateTimeOffset? takenAt = null, DateTimeOffset? receivedAt = null)
    {
        var after = (receivedAt - takenAt)?.TotalSeconds;
        files.Add((
            new PackageEntry(path, kind, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length, device, takenAt, after is null ? null : Math.Max(0, -after.Value), after),
            content));
    }

    private async Task AddPhotosAsync(List<(PackageEntry, byte[])> files, string caseId, CancellationToken cancellationToken)
    {
        foreach (var photo in await photos.ListOfCaseAsync(caseId, cancellationToken))
        {
            if (await photos.OpenAsync(photo.PhotoId, cancellationToken) is { } content)
            {
                var extension = photo.ContentType[(photo.ContentType.IndexOf('/', StringComparison.Ordinal) + 1)..];
                Add(files, $"photos/{photo.PhotoId}.{extension}", "photo", content, photo.Facts.Device ?? $"phone of {photo.UploadedBy}", photo.Facts.TakenAt, photo.UploadedAt);
            }
        }
    }

    // Pictures and sounds of the truck's own terminal, around what the evidence tells of.
    private async Task AddMediaAsync(List<(PackageEntry, byte[])> files, CaseDetail detail, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(MediaStore)) is not MediaStore store || detail.Evidence.Count == 0)
        {
            return;
        }

        var (from, to) = (detail.Evidence.Min(e => e.StartedAt) - AroundEvidence, detail.Evidence.Max(e => e.StartedAt) + AroundEvidence);
        foreach (var media in store.OfTruck(detail.Case.Subject, from, to))
        {
            if (await store.OpenAsync(media.Phone, media.File, cancellationToken) is { } bytes)
            {
                Add(files, $"media/{FileName(media.Phone)}/{FileName(media.File)}", "media", bytes, media.Phone, media.TakenAt, media.ReceivedAt);
            }
        }
    }

    private static PackageReview? ReviewOf(CaseDetail detail)
    {
        var decided = detail.History.LastOrDefault(h => h.Kind is "filed" or "dismissed" && h.ActorRole is not CaseRoles.System);
        return decided is null ? null : new PackageReview(
            decided.ActorName, decided.ActorRole, decided.Kind, decided.Payload.TryGetProperty("reason_code", out var reason) ? reason.GetString() : null, decided.At);
    }

    private static IEnumerable<string> PermitsOf(EvidenceView evidence) =>
        evidence.Document.ValueKind is JsonValueKind.Object && evidence.Document.TryGetProperty("permits", out var permits) && permits.ValueKind is JsonValueKind.Array
            ? permits.EnumerateArray().Select(p => p.ValueKind is JsonValueKind.String ? p.GetString()! : p.TryGetProperty("permit_id", out var id) ? id.ToString() : p.GetRawText())
            : [];

    private PackageDevice DeviceOf(string id, DateTimeOffset? takenAt) => options.Value.Devices.TryGetValue(id, out var known)
        ? new PackageDevice(id, known.VerifiedUntil, takenAt is null || takenAt <= known.VerifiedUntil ? "valid" : "expired")
        : new PackageDevice(id, null, "none on record");

    private async Task<List<CustodyEntry>> CustodyAsync(CaseDetail detail, CancellationToken cancellationToken)
    {
        var entries = new SortedDictionary<long, AuditEntry>();
        foreach (var subject in detail.WorkOrders.Select(o => o.WorkOrderId).Append(detail.Case.CaseId).Append(detail.Case.Subject))
        {
            foreach (var entry in await audit.FindAsync(new AuditFilter(Subject: subject), before: null, MostCustodyEntries, cancellationToken))
            {
                entries[entry.Sequence] = entry;
            }
        }

        return [.. entries.Values.Select(e => new CustodyEntry(e.Sequence, e.At, e.Actor, e.Role, e.Action, e.Subject, e.Reason, Convert.ToHexStringLower(e.Hash)))];
    }

    private byte[] Zip(PackageManifest manifest, List<(PackageEntry Entry, byte[] Content)> files)
    {
        var signed = JsonSerializer.SerializeToUtf8Bytes(manifest, PackageManifest.Json);
        var signature = new PackageSignature(PackageSigner.Algorithm, signer.PublicKey, signer.Sign(signed));
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, PackageManifest.ManifestFile, signed);
            Write(zip, PackageManifest.SignatureFile, JsonSerializer.SerializeToUtf8Bytes(signature, PackageManifest.Json));
            foreach (var (entry, content) in files)
            {
                Write(zip, entry.Path, content);
            }
        }

        return bytes.ToArray();
    }

    private static void Write(ZipArchive zip, string path, byte[] content)
    {
        using var entry = zip.CreateEntry(path).Open();
        entry.Write(content);
    }

    private static string FileName(string id) => string.Concat(id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
}
