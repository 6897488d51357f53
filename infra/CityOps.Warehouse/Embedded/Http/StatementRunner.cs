using CityOps.Warehouse.Embedded.Interop;
using CityOps.Warehouse.Embedded.Sql;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>
/// Runs one statement on a connection and writes its answer. SELECTs are streamed, INSERTs with data too; everything else runs to its
/// end. libchdb's calls block, so they run as tasks of their own.
/// </summary>
internal sealed class StatementRunner(ChdbConnection connection, EngineRequest request, StatementReader statement, EngineResponse response, IReadOnlySet<string> formats)
{
    private string Format => statement.Shape.Format is { } named && formats.Contains(named) ? named : request.DefaultFormat;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        if (statement.Shape.ReadsOrWritesFiles)
        {
            throw new EngineException(1, "UNSUPPORTED_METHOD", "INTO OUTFILE and FROM INFILE are not allowed on a server");
        }

        var head = statement.Shape.Data is { IsValues: false } data ? statement.Text[..data.HeadEnd] : statement.Text;
        if (OutsideAccess.Find(head.Span) is { } outside)
        {
            throw new EngineException(497, "ACCESS_DENIED", $"{outside} reaches out of the warehouse, which the embedded engine does not allow");
        }

        if (statement.Shape.Data is not null && !(statement.Shape.Data.IsValues && request.Parameters.Any))
        {
            await InsertAsync(statement.Shape.Data, cancellationToken);
            return;
        }

        // Rows of an INSERT … VALUES may use parameters, which libchdb binds to whole statements only.
        await statement.ReadToEndAsync(cancellationToken);
        var analysis = connection.Classify(statement.Text.Span);
        if (analysis.Statements > 1)
        {
            throw new EngineException(62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed)");
        }

        if (request.ReadOnly && analysis.Kind is not (QueryKind.ReadOnly or QueryKind.Unknown))
        {
            throw new EngineException(164, "READONLY", "Cannot execute query in readonly mode; GET requests read only");
        }

        if (analysis.Statements == 0)
        {
            // The streaming call takes one whole statement only, so that no part of what did not parse is run; it says what is wrong.
            using var _ = await Task.Run(() => connection.StreamQuery(statement.Text.Span, Format, request.Parameters), cancellationToken);
            throw new EngineException(62, "SYNTAX_ERROR", "Syntax error");
        }

        if (analysis.Kind is not QueryKind.ReadOnly || !await TryStreamAsync(cancellationToken))
        {
            await RunToEndAsync(cancellationToken);
        }
    }

    private async Task InsertAsync(Sql.InsertData data, CancellationToken cancellationToken)
    {
        if (request.ReadOnly)
        {
            throw new EngineException(164, "READONLY", "Cannot execute query in readonly mode; GET requests read only");
        }

        var head = statement.Text[..data.HeadEnd];
        using var insert = await Task.Run(() => connection.StreamInsert(head.Span, data.Format, request.Parameters), cancellationToken);
        await foreach (var piece in statement.ReadDataAsync(cancellationToken))
        {
            await Task.Run(() => insert.Append(piece.Span), cancellationToken);
        }

        using var result = await Task.Run(insert.Finish, CancellationToken.None);
        await AnswerAsync(result, cancellationToken);
    }

    /// <returns>Whether the statement and its format are of a kind that streams; SHOW, DESCRIBE and the like are not.</returns>
    private async Task<bool> TryStreamAsync(CancellationToken cancellationToken)
    {
        if (ChunkJoin.For(Format) is not { } join)
        {
            return false;
        }

        ChdbQueryStream stream;
        try
        {
            stream = await Task.Run(() => connection.StreamQuery(statement.Text.Span, request.DefaultFormat, request.Parameters), cancellationToken);
        }
        catch (EngineException e) when (e.Code == 36 && e.Message.StartsWith("Streaming query is not supported", StringComparison.Ordinal))
        {
            return false;
        }

        using (stream)
        {
            // An error before the first bytes is still a failed request, not a broken answer.
            var chunk = await Task.Run(stream.Fetch, cancellationToken);
            response.Start(request, Format, Summary(chunk));
            while (chunk is not null)
            {
                response.Write(join.Next(chunk.Bytes));
                chunk.Dispose();
                await response.FlushAsync(cancellationToken);
                chunk = await Task.Run(stream.Fetch, cancellationToken);
            }
        }

        response.Write(join.End);
        await response.FinishAsync(cancellationToken);
        return true;
    }

    private async Task RunToEndAsync(CancellationToken cancellationToken)
    {
        using var result = await Task.Run(
            () => connection.Query(statement.Text.Span, request.DefaultFormat, request.Parameters).OrThrow(), cancellationToken);
        await AnswerAsync(result, cancellationToken);
    }

    private async Task AnswerAsync(ChdbResult result, CancellationToken cancellationToken)
    {
        response.Start(request, Format, Summary(result));
        response.Write(result.Bytes);
        await response.FinishAsync(cancellationToken);
    }

    private static EngineSummary Summary(ChdbResult? result) =>
        result is null ? default : new EngineSummary(result.RowsRead, result.BytesRead, result.RowsWritten, result.BytesWritten);
}
