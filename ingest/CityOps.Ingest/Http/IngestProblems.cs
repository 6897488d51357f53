using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Ingest.Appending;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CityOps.Ingest.Http;

/// <summary>The answers to uploads that were not, or not wholly, taken: problem details (RFC 9457) that name the way out.</summary>
internal static class IngestProblems
{
    private static readonly string Formats = string.Join(", ", Enum.GetValues<WireFormat>().Select(ContentTypes.Of));

    public static IResult UnknownContract(ContractCatalog contracts) => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "No such contract",
        detail: $"There are: {string.Join(", ", contracts.All.Where(c => !c.IsInternal).Select(c => c.Name))}.");

    public static IResult InternalContract(string contract) => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden, title: "An internal contract", detail: $"'{contract}' is written by CityOps itself and not taken from outside.");

    public static IResult UnknownFormat(HttpResponse response)
    {
        response.Headers[HeaderNames.Accept] = Formats;
        return TypedResults.Problem(
            statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Unknown content type", detail: $"Send one of these as Content-Type: {Formats}.");
    }

    public static IResult UnknownEncoding(HttpResponse response)
    {
        response.Headers[HeaderNames.AcceptEncoding] = BodyEncodings.Offered;
        return TypedResults.Problem(
            statusCode: StatusCodes.Status415UnsupportedMediaType, title: "Unknown content encoding",
            detail: $"Send one of these as Content-Encoding, or none: {BodyEncodings.Offered}.");
    }

    public static IResult BadUploadId() => TypedResults.Problem(
        statusCode: StatusCodes.Status400BadRequest, title: "Bad Upload-Id", detail: "Upload-Id takes 1 to 100 letters, digits, '.', '_' and '-'.");

    public static IResult BadFirstRow() => TypedResults.Problem(
        statusCode: StatusCodes.Status400BadRequest, title: "Bad Upload-First-Row", detail: "Upload-First-Row is the number of the body's first row in its file: 1, 2, 3 …");

    public static IResult Busy(HttpResponse response, int retryAfterSeconds)
    {
        response.Headers.RetryAfter = retryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status429TooManyRequests, title: "Too many uploads at once",
            detail: $"Nothing of this one was read. Send it again in {retryAfterSeconds} s.");
    }

    /// <summary>The upload stopped early: says why, and what is kept.</summary>
    public static IResult Stopped(int status, string title, string message, AppendReceipt receipt)
    {
        var answer = IngestAnswer.Of(receipt);
        return TypedResults.Problem(
            statusCode: status, title: title,
            detail: $"{message} Kept: {receipt.Accepted} rows accepted, {receipt.Rejected} rejected.",
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["accepted"] = answer.Accepted,
                ["rejected"] = answer.Rejected,
                ["rejections"] = answer.Rejections,
                ["offsets"] = answer.Offsets,
            });
    }
}
