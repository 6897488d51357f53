using CityOps.Identity.Audit;

namespace CityOps.Identity.Photos;

/// <summary>
/// Photos of visits, sealed with AES-GCM in the identity database. It checks neither roles nor assignments: those are the caller's. An entry of the
/// audit log is written with each photo that is kept; the caller writes the one before a photo is opened.
/// </summary>
public interface IPhotoVault
{
    /// <summary>Keeps a photo. The client's id makes that idempotent: the same photo sent again is the one that is held.</summary>
    Task<PhotoKept> AddAsync(NewPhoto photo, CancellationToken cancellationToken);

    /// <summary>Of one work order, in the order they came, with when and where they were taken.</summary>
    Task<IReadOnlyList<PhotoRecord>> ListAsync(string workOrderId, CancellationToken cancellationToken);

    /// <summary>Of all work orders of a case.</summary>
    Task<IReadOnlyList<PhotoRecord>> ListOfCaseAsync(string caseId, CancellationToken cancellationToken);

    Task<PhotoRecord?> FindAsync(string photoId, CancellationToken cancellationToken);

    /// <summary>The photo itself, byte for byte as it was taken in.</summary>
    Task<byte[]?> OpenAsync(string photoId, CancellationToken cancellationToken);

    /// <summary>
    /// Erases photos that came before an instant, what the camera wrote included. The proof stays: an entry of the audit log for each, with its SHA-256.
    /// </summary>
    /// <returns>How many.</returns>
    Task<int> EraseBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Erases the photos of a case, as <see cref="EraseBeforeAsync"/> does.</summary>
    /// <param name="reason">What the proof says beside the photo's hash.</param>
    /// <returns>How many.</returns>
    Task<int> EraseOfCaseAsync(string caseId, AuditEvent reason, CancellationToken cancellationToken);
}

/// <param name="ClientId">Made by the client, once for each photo.</param>
/// <param name="ContentType">Such as <c>image/jpeg</c>, as its bytes say.</param>
public sealed record NewPhoto(
    string Actor, string Role, string WorkOrderId, string CaseId, Guid ClientId, string ContentType, byte[] Content, PhotoFacts Facts);

/// <summary>What the camera wrote into the file (EXIF); sealed, since a place names the dwelling.</summary>
/// <param name="TakenAt">By the camera's clock; where it wrote no offset, taken as the installation's own.</param>
/// <param name="Lon">WGS-84 degrees.</param>
/// <param name="Lat">WGS-84 degrees.</param>
/// <param name="Device">Maker and model.</param>
public sealed record PhotoFacts(DateTimeOffset? TakenAt = null, double? Lon = null, double? Lat = null, string? Device = null);

/// <param name="Sha256">Of the content, hexadecimal.</param>
public sealed record PhotoRecord(
    string PhotoId,
    string WorkOrderId,
    string CaseId,
    Guid ClientId,
    string Sha256,
    string ContentType,
    int Bytes,
    string UploadedBy,
    DateTimeOffset UploadedAt,
    PhotoFacts Facts);

public enum PhotoKeep
{
    Kept,

    /// <summary>It was held already.</summary>
    Repeated,

    /// <summary>The client's id stands for another photo.</summary>
    OtherContent,

    /// <summary>The work order has as many as it may have.</summary>
    TooMany,
}

public sealed record PhotoKept(PhotoKeep Result, PhotoRecord? Photo);
