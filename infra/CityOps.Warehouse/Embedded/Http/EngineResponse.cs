using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>Writes an answer as ClickHouse does: its headers, its encodings, and errors before or in the middle of the data.</summary>
internal sealed class EngineResponse(HttpContext context, EngineCore engine)
{
    private readonly string _exceptionTag = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 16);
    private readonly PipeWriter _body = context.Response.BodyWriter;
    private Stream? _encoder;

    internal bool Started { get; private set; }

    /// <summary>Sends status and headers; from here on errors go into the body.</summary>
    internal void Start(EngineRequest request, string format, EngineSummary summary)
    {
        var headers = context.Response.Headers;
        WriteHeaders(request.QueryId);
        headers["X-ClickHouse-Format"] = format;
        headers["X-ClickHouse-Summary"] = summary.ToJson();
        headers["X-ClickHouse-Exception-Tag"] = _exceptionTag;
        context.Response.ContentType = ContentType(format);
        if (BodyEncodings.Choose(context.Request) is { } encoding)
        {
            headers.ContentEncoding = encoding;
            _encoder = BodyEncodings.Encode(encoding, new PipeSink(_body));
        }

        Started = true;
    }

    internal void WriteHeaders(string queryId)
    {
        context.Response.Headers["X-ClickHouse-Query-Id"] = queryId;
        context.Response.Headers["X-ClickHouse-Server-Display-Name"] = "cityops";
        context.Response.Headers["X-ClickHouse-Timezone"] = engine.TimeZone;
    }

    /// <summary>Adds bytes of the answer to what is to be sent; <see cref="FlushAsync"/> sends them.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        if (_encoder is null)
        {
            System.Buffers.BuffersExtensions.Write(_body, bytes);
        }
        else
        {
            _encoder.Write(bytes);
        }
    }

    internal async Task FlushAsync(CancellationToken cancellationToken) => await _body.FlushAsync(cancellationToken);

    internal async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_encoder is not null)
        {
            await _encoder.DisposeAsync();
            _encoder = null;
        }

        await _body.FlushAsync(cancellationToken);
    }

    /// <summary>Reports an error: as the whole answer, or, behind data already sent, as an exception block and a broken-off body.</summary>
    internal async Task FailAsync(EngineException error, string queryId, CancellationToken cancellationToken)
    {
        if (Started)
        {
            Write(Encoding.UTF8.GetBytes(ExceptionBlock(error)));
            await FinishAsync(cancellationToken);
            throw new BrokenAnswerException(error);
        }

        WriteHeaders(queryId);
        context.Response.StatusCode = EngineErrors.Status(error.Code);
        context.Response.ContentType = "text/plain; charset=UTF-8";
        context.Response.Headers["X-ClickHouse-Exception-Code"] = error.Code.ToString(CultureInfo.InvariantCulture);
        if (context.Response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"ClickHouse server HTTP API\"";
        }
        else if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        await context.Response.WriteAsync(error.ToClickHouseText(engine.Version), cancellationToken);
    }

    private string ExceptionBlock(EngineException error)
    {
        var text = error.ToClickHouseText(engine.Version);
        var size = Encoding.UTF8.GetByteCount(text);
        return string.Create(CultureInfo.InvariantCulture, $"\r\n__exception__\r\n{_exceptionTag}\r\n{text}{size} {_exceptionTag}\r\n__exception__\r\n");
    }

    private static string ContentType(string format) => format switch
    {
        "JSON" or "JSONCompact" or "JSONStrings" or "JSONColumns" => "application/json; charset=UTF-8",
        "JSONEachRow" => "application/x-ndjson; charset=UTF-8",
        "CSV" or "CSVWithNames" or "CSVWithNamesAndTypes" => "text/csv; charset=UTF-8",
        "TabSeparated" or "TSV" or "TabSeparatedWithNames" or "TSVWithNames" or "TabSeparatedWithNamesAndTypes" => "text/tab-separated-values; charset=UTF-8",
        "ArrowStream" => "application/vnd.apache.arrow.stream",
        _ => "application/octet-stream",
    };
}

/// <summary>What a statement read and wrote, for X-ClickHouse-Summary.</summary>
internal readonly record struct EngineSummary(ulong ReadRows, ulong ReadBytes, ulong WrittenRows, ulong WrittenBytes)
{
    internal string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"read_rows":"{{ReadRows}}","read_bytes":"{{ReadBytes}}","written_rows":"{{WrittenRows}}","written_bytes":"{{WrittenBytes}}","total_rows_to_read":"0","result_rows":"0","result_bytes":"0"}""");
}

/// <summary>Thrown behind an exception block, so that the server ends the connection without ending the body: no client takes it for whole.</summary>
internal sealed class BrokenAnswerException(Exception inner) : Exception("The answer was broken off by an error.", inner);
