using System.Globalization;
using CityOps.Identity.Photos;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;

namespace CityOps.Dashboards.Photos;

/// <summary>Reads when, where and with what a photo was taken. A photo without or with spoilt EXIF is a photo all the same.</summary>
internal static class ExifFacts
{
    public static PhotoFacts Read(byte[] content, TimeZoneInfo zone)
    {
        IReadOnlyList<MetadataExtractor.Directory> directories;
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            directories = ImageMetadataReader.ReadMetadata(stream);
        }
        catch (Exception failure) when (failure is ImageProcessingException or IOException or ArgumentException or OverflowException)
        {
            return new PhotoFacts();
        }

        var place = directories.OfType<GpsDirectory>().Select(d => d.GetGeoLocation()).FirstOrDefault(p => p is not null && !p.IsZero);
        var camera = directories.OfType<ExifIfd0Directory>().FirstOrDefault();
        string?[] device = [camera?.GetString(ExifDirectoryBase.TagMake)?.Trim(), camera?.GetString(ExifDirectoryBase.TagModel)?.Trim()];
        var named = string.Join(' ', device.Where(d => !string.IsNullOrEmpty(d)));
        return new PhotoFacts(
            TakenAt(directories.OfType<ExifSubIfdDirectory>().FirstOrDefault(), zone), place?.Longitude, place?.Latitude, named.Length == 0 ? null : named[..Math.Min(named.Length, 128)]);
    }

    private static DateTimeOffset? TakenAt(ExifSubIfdDirectory? exif, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(
            exif?.GetString(ExifDirectoryBase.TagDateTimeOriginal), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        var offset = exif?.GetString(ExifDirectoryBase.TagTimeZoneOriginal)?.Trim().TrimStart('+');
        return TimeSpan.TryParse(offset, CultureInfo.InvariantCulture, out var written) && written.Duration() <= TimeSpan.FromHours(14)
            ? new DateTimeOffset(local, written)
            : new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
