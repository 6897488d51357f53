using CityOps.Identity.Photos;

namespace CityOps.Dashboards.Photos;

/// <param name="Sha256">Of the photo as it was taken in, hexadecimal.</param>
/// <param name="TakenAt">By the camera's own clock; null where it wrote none.</param>
/// <param name="Lon">Where the camera says it was, WGS-84; null where it wrote none.</param>
internal sealed record PhotoView(
    string PhotoId, string WorkOrderId, Guid ClientId, string Sha256, string ContentType, int Bytes, string UploadedBy, DateTimeOffset UploadedAt,
    DateTimeOffset? TakenAt, double? Lon, double? Lat, string? Device)
{
    public static PhotoView Of(PhotoRecord p) => new(
        p.PhotoId, p.WorkOrderId, p.ClientId, p.Sha256, p.ContentType, p.Bytes, p.UploadedBy, p.UploadedAt, p.Facts.TakenAt, p.Facts.Lon, p.Facts.Lat, p.Facts.Device);
}
