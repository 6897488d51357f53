namespace CityOps.Dashboards.Sql;

/// <summary>Takes so many bytes and then no more, so that no answer fills the memory of the process.</summary>
internal sealed class BoundedFile(int most) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        Require(count);
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Require(buffer.Length);
        base.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Require(count);
        return base.WriteAsync(buffer, offset, count, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Require(buffer.Length);
        return base.WriteAsync(buffer, cancellationToken);
    }

    private void Require(int more)
    {
        if (Length + more > most)
        {
            throw new AnswerTooLargeException(FormattableString.Invariant($"{most / 1_000_000} MB"));
        }
    }
}

/// <summary>An answer is more than one may be.</summary>
internal sealed class AnswerTooLargeException(string most) : Exception($"The answer has more than {most}. Ask for fewer rows or columns.");
