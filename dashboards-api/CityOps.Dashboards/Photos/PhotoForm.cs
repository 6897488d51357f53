using System.Security.Cryptography;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CityOps.Dashboards.Photos;

/// <summary>What a client sent: the photo, its own hash of it, and its id. It stays in memory: nothing unsealed touches a disk.</summary>
internal sealed record PhotoForm(Guid ClientId, byte[] Content, string ContentType)
{
    // Boundaries and the small fields.
    private const int RoomForFields = 16_384;

    /// <returns>The form, or why it is refused.</returns>
    public static async Task<(PhotoForm? Form, IResult? Refused)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return (null, Invalid.Field("photo", request.ContentType, "Send multipart/form-data with the parts 'photo', 'sha256' and 'client_id'."));
        }

        if (request.ContentLength > maxBytes + RoomForFields)
        {
            return (null, TooLarge(maxBytes));
        }

        IFormCollection form;
        try
        {
            var limits = new FormOptions { MemoryBufferThreshold = maxBytes + RoomForFields, MultipartBodyLengthLimit = maxBytes + RoomForFields, ValueLengthLimit = 1_024 };
            form = await new FormFeature(request, limits).ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            return (null, TooLarge(maxBytes));
        }

        if (form.Files.GetFile("photo") is not { Length: > 0 } file)
        {
            return (null, Invalid.Field("photo", null, "Send the photo as the part 'photo'."));
        }

        if (file.Length > maxBytes)
        {
            return (null, TooLarge(maxBytes));
        }

        if (!Guid.TryParse(form["client_id"].ToString(), out var clientId))
        {
            return (null, Invalid.Field("client_id", form["client_id"].ToString(), "Give a UUID, made once for each photo: sending it again changes nothing more."));
        }

        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
        {
            await stream.ReadExactlyAsync(content, cancellationToken);
        }

        var given = form["sha256"].ToString();
        if (!string.Equals(given, Convert.ToHexStringLower(SHA256.HashData(content)), StringComparison.OrdinalIgnoreCase))
        {
            return (null, Invalid.Field("sha256", given, "The photo that arrived has another SHA-256: send it again."));
        }

        return PhotoKinds.Of(content) is { } kind
            ? (new PhotoForm(clientId, content, kind), null)
            : (null, TypedResults.Problem(
                title: "Not a photo", detail: $"By its first bytes this is none of: {string.Join(", ", PhotoKinds.All)}.", statusCode: StatusCodes.Status415UnsupportedMediaType));
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult TooLarge(int maxBytes) => TypedResults.Problem(
        title: "The photo is too large", detail: $"A photo may have {maxBytes} bytes (CityOps:Photos:MaxBytes).", statusCode: StatusCodes.Status413PayloadTooLarge);
}
