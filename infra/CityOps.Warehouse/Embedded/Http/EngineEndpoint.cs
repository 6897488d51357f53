using CityOps.Warehouse.Embedded.Handover;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>ClickHouse's HTTP interface, as far as ClickHouse.Driver and @clickhouse/client use it.</summary>
internal sealed class EngineEndpoint(EngineCore engine, EngineSessions sessions, EngineAccess access, StatementGate gate, int parentProcessId, ILogger logger)
{
    // An answer is sent only when the client has sent its body; otherwise it would see a reset connection instead of the reason.
    private const long MaxDrainedBytes = 1024L * 1024 * 1024;

    internal async Task HandleAsync(HttpContext context)
    {
        var response = new EngineResponse(context, engine);
        var queryId = context.Request.Query["query_id"].ToString();
        try
        {
            access.Check(context.Request);
            // As in ClickHouse, only a multipart body holds fields; curl says x-www-form-urlencoded of any text it posts.
            var form = context.Request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) is true ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
            var request = EngineRequest.Read(context.Request, form, engine.Settings);
            queryId = request.QueryId;
            using var turn = await gate.EnterAsync(context.RequestAborted);
            await RunAsync(context, request, form is not null, response);
        }
        catch (EngineException e)
        {
            logger.LogDebug("Query {QueryId} failed with code {Code} {Name}", queryId, e.Code, e.Name);
            await DrainAsync(context);
            await response.FailAsync(e, queryId, context.RequestAborted);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            logger.LogDebug("Query {QueryId} was left by its client", queryId);
        }
        catch (InvalidDataException)
        {
            await response.FailAsync(new EngineException(354, "ZLIB_INFLATE_FAILED", "The body does not fit its Content-Encoding"), queryId, context.RequestAborted);
        }
    }

    private async Task RunAsync(HttpContext context, EngineRequest request, bool isForm, EngineResponse response)
    {
        var cancelled = context.RequestAborted;
        await using var handedOver = context.Request.Headers[SharedBody.Header] is [{ } reference] ? SharedBody.Open(reference, parentProcessId) : null;
        var statement = new StatementReader(request.Query, isForm ? Stream.Null : handedOver ?? BodyEncodings.Decode(context.Request));
        await statement.ReadAsync(cancelled);
        using var lease = ConnectionLease.Take(engine, sessions, request);

        // A statement that nobody waits for any more is stopped, also in the middle of a call that blocks.
        await using var stop = cancelled.Register(() => Stop(lease));
        await new StatementRunner(lease.Connection, request, statement, response, engine.Formats).RunAsync(cancelled);
    }

    private void Stop(ConnectionLease lease)
    {
        if (lease.KillTag is { } tag)
        {
            // Off the thread that reports the disconnection: the statement below may hold a lock for a moment.
            ThreadPool.QueueUserWorkItem(_ => engine.Kill(tag));
        }
    }

    private static async Task DrainAsync(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            return;
        }

        var buffer = new byte[64 * 1024];
        long drained = 0;
        int read;
        while (drained < MaxDrainedBytes && (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            drained += read;
        }
    }
}
