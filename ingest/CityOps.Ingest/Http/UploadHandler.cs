using System.Globalization;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.Ingest.Appending;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Http;

/// <summary>Takes one upload: checks what it says of itself, gets it a place, streams it into the pipeline, answers.</summary>
public sealed class UploadHandler(
    IngestPipeline pipeline, UploadGate gate, IngestMetrics metrics, TimeProvider clock, IOptions<IngestOptions> options, ILogger<UploadHandler> logger)
{
    private const string UploadId = "Upload-Id";
    private const string FirstRow = "Upload-First-Row";
    private const long MaxFirstRow = 1L << 53;
    private const int MaxUploadIdLength = 100;

    internal async Task<IResult> TakeAsync(ContractSchema contract, HttpContext http)
    {
        if (ContentTypes.FormatOf(http.Request.ContentType) is not { } format)
        {
            return IngestProblems.UnknownFormat(http.Response);
        }

        if (OriginOf(http.Request) is not { } origin)
        {
            return IngestProblems.BadUploadId();
        }

        if (FirstRowOf(http.Request) is not { } firstRow)
        {
            return IngestProblems.BadFirstRow();
        }

        await using var body = BodyEncodings.Open(http.Request);
        if (body is null)
        {
            return IngestProblems.UnknownEncoding(http.Response);
        }

        using var place = gate.TryEnter(body.Encoded ? null : http.Request.ContentLength);
        if (place is null)
        {
            metrics.Refused(contract.Name);
            return IngestProblems.Busy(http.Response, options.Value.RetryAfterSeconds);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        metrics.Started();
        var started = clock.GetTimestamp();
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            var answer = await StreamAsync(contract, format, body, new UploadSource(origin, firstRow), http);
            status = (answer as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
            return answer;
        }
        finally
        {
            metrics.Read(contract.Name, body.BytesRead);
            metrics.Finished(contract.Name, clock.GetElapsedTime(started), status);
        }
    }

    private async Task<IResult> StreamAsync(ContractSchema contract, WireFormat format, DecodedBody body, UploadSource source, HttpContext http)
    {
        var receipt = new AppendReceipt(options.Value.MaxShownRejections);
        try
        {
            var failure = await pipeline.IngestAsync(contract, format, body, source, receipt, http.RequestAborted);
            switch (failure?.Kind)
            {
                case IngestFailureKind.Undecodable:
                    return IngestProblems.Stopped(StatusCodes.Status400BadRequest, "The body cannot be read", failure.Message, receipt);
                case IngestFailureKind.Unavailable:
                    http.Response.Headers.RetryAfter = options.Value.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                    return IngestProblems.Stopped(StatusCodes.Status503ServiceUnavailable, "Not available", failure.Message, receipt);
                case IngestFailureKind.Full:
                    http.Response.Headers.RetryAfter = options.Value.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                    return IngestProblems.Stopped(StatusCodes.Status507InsufficientStorage, "Disk full", failure.Message, receipt);
                default:
                    return TypedResults.Ok(IngestAnswer.Of(receipt));
            }
        }
        catch (BadHttpRequestException bad)
        {
            return IngestProblems.Stopped(bad.StatusCode, "The request broke off", bad.Message, receipt);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            logger.LogInformation("A sender of {Contract} went away; {Accepted} rows were taken before", contract.Name, receipt.Accepted);
            return TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
    }

    private static long? FirstRowOf(HttpRequest request)
    {
        var text = request.Headers[FirstRow].ToString();
        if (text.Length == 0)
        {
            return 1;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row is >= 1 and <= MaxFirstRow ? row : null;
    }

    private static string? OriginOf(HttpRequest request)
    {
        var id = request.Headers[UploadId].ToString();

        // Without an id an upload that is sent again is known by its rows.
        return id.Length <= MaxUploadIdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? UploadSource.Prefix + id : null;
    }
}
