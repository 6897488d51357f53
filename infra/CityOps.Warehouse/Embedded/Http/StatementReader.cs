using System.Buffers;
using CityOps.Warehouse.Embedded.Sql;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>
/// Reads a request's statement: the URL's <c>query</c>, a line break, then the body, as one text. Of an INSERT with data it reads only
/// as far as the data's beginning; the rest is streamed.
/// </summary>
internal sealed class StatementReader(string query, Stream body)
{
    // Long enough for any statement written by hand or by a generator; data is not counted, since it is streamed.
    private const int MaxStatementBytes = 16 * 1024 * 1024;

    private const int PieceBytes = 512 * 1024;

    // New for each insert they would have the collector go through the whole heap each time.
    private static readonly ArrayPool<byte> Pieces = ArrayPool<byte>.Create(PieceBytes, maxArraysPerBucket: 8);

    private byte[] _buffer = new byte[64 * 1024];
    private int _length;
    private bool _complete;

    internal StatementShape Shape { get; private set; } = new(null, false, null);

    /// <summary>The whole statement, or as much of an INSERT as has been read.</summary>
    internal ReadOnlyMemory<byte> Text => _buffer.AsMemory(0, _length);

    /// <exception cref="EngineException">The statement is too long, or there is none.</exception>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (query.Length > 0)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(query + "\n");
            _buffer = new byte[Math.Max(_buffer.Length, bytes.Length * 2)];
            bytes.CopyTo(_buffer, 0);
            _length = bytes.Length;
        }

        do
        {
            await FillAsync(cancellationToken);
            if (StatementShape.Read(Text.Span, _complete) is { } shape)
            {
                Shape = shape;
                return;
            }
        }
        while (!_complete);
        throw new EngineException(62, "SYNTAX_ERROR", "Empty query");
    }

    /// <summary>Reads what is left, for a statement whose data must be in its text.</summary>
    internal async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        while (!_complete)
        {
            await FillAsync(cancellationToken);
        }
    }

    /// <summary>The INSERT's data, piece by piece; a piece is valid until the next one is asked for.</summary>
    internal async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadDataAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Shape.Data is { } data && data.DataStart < _length)
        {
            yield return _buffer.AsMemory(data.DataStart, _length - data.DataStart);
        }

        if (_complete)
        {
            yield break;
        }

        var piece = Pieces.Rent(PieceBytes);
        try
        {
            while (!_complete)
            {
                var read = await body.ReadAtLeastAsync(piece.AsMemory(0, PieceBytes), PieceBytes, throwOnEndOfStream: false, cancellationToken);
                _complete = read < PieceBytes;
                if (read > 0)
                {
                    yield return piece.AsMemory(0, read);
                }
            }
        }
        finally
        {
            Pieces.Return(piece);
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_length == _buffer.Length)
        {
            if (_length >= MaxStatementBytes)
            {
                throw new EngineException(62, "SYNTAX_ERROR", $"The statement is longer than {MaxStatementBytes} bytes");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await body.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
        _length += read;
        _complete = read == 0;
    }
}
