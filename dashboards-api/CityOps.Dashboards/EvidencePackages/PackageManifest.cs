using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityOps.Dashboards.EvidencePackages;

/// <summary>What an evidence package holds and what is known of each part. It is signed; every other file is bound to it by its SHA-256.</summary>
/// <param name="Standing"><c>reviewed</c>, or <c>lead only</c>: device evidence that nobody has reviewed proves nothing by itself (行政处罚法 §41).</param>
/// <param name="ModelVersions">Of the models that scored.</param>
/// <param name="RuleVersion">The version of the program whose rules found it.</param>
/// <param name="Permits">As the evidence names them.</param>
/// <param name="Custody">Every entry of the audit log about the case, its work orders and its dwelling, in their order.</param>
public sealed record PackageManifest(
    string Format,
    string CaseId,
    string Scenario,
    string Stage,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    string CreatedInRole,
    string Standing,
    PackageReview? Review,
    IReadOnlyList<string> ModelVersions,
    string RuleVersion,
    IReadOnlyList<string> Permits,
    IReadOnlyList<PackageDevice> Devices,
    IReadOnlyList<PackageEntry> Entries,
    IReadOnlyList<CustodyEntry> Custody)
{
    public const string CurrentFormat = "cityops-evidence/1";
    public const string ManifestFile = "manifest.json";
    public const string SignatureFile = "signature.json";
    public const string Reviewed = "reviewed";
    public const string LeadOnly = "lead only";

    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}

/// <summary>The named person who looked at the evidence and decided.</summary>
public sealed record PackageReview(string Reviewer, string Role, string Decision, string? ReasonCode, DateTimeOffset At);

/// <param name="DeviceId">A terminal's phone, or what took a photo.</param>
/// <param name="VerifiedUntil">Until when the device's verification (检定) holds; null where none is on record.</param>
/// <param name="Verification"><c>valid</c>, <c>expired</c> when the evidence was taken, or <c>none on record</c>.</param>
public sealed record PackageDevice(string DeviceId, DateTimeOffset? VerifiedUntil, string Verification);

/// <param name="Path">Within the package.</param>
/// <param name="Kind"><c>evidence</c>, <c>history</c>, <c>photo</c> or <c>media</c>.</param>
/// <param name="TakenAt">By the device's own clock.</param>
/// <param name="ClockErrorS">
/// How far the device's clock was ahead of ours when the file came in, seconds: what no delay explains. Where it was behind it cannot be told from a
/// delay, and <paramref name="ReceivedAfterS"/> bounds it.
/// </param>
/// <param name="ReceivedAfterS">From taking to receipt, by the two clocks, seconds.</param>
public sealed record PackageEntry(
    string Path, string Kind, string Sha256, long Bytes, string? DeviceId, DateTimeOffset? TakenAt, double? ClockErrorS, double? ReceivedAfterS);

public sealed record CustodyEntry(long Sequence, DateTimeOffset At, string Actor, string Role, string Action, string Subject, string Reason, string Hash);

/// <param name="PublicKey">SubjectPublicKeyInfo, base64.</param>
/// <param name="Signature">Over the bytes of <c>manifest.json</c>, base64.</param>
public sealed record PackageSignature(string Algorithm, string PublicKey, string Signature);
