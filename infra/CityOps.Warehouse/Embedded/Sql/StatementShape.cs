using System.Text;

namespace CityOps.Warehouse.Embedded.Sql;

/// <summary>What the interface must know of a statement before it hands it to chDB.</summary>
/// <param name="Format">The FORMAT that the text names, or null.</param>
/// <param name="ReadsOrWritesFiles">It says INTO OUTFILE or FROM INFILE, which belong to a client, not to a server.</param>
/// <param name="Data">For an INSERT whose data follows in the text: where, otherwise null.</param>
internal sealed record StatementShape(string? Format, bool ReadsOrWritesFiles, InsertData? Data)
{
    /// <summary>Reads the shape of a whole statement, or of an INSERT's beginning.</summary>
    /// <param name="complete">Whether more text may follow.</param>
    /// <returns>Null where the text at hand is not enough to tell.</returns>
    internal static StatementShape? Read(ReadOnlySpan<byte> text, bool complete)
    {
        var tokens = new SqlTokens(text);
        tokens.Next();
        if (tokens.Is("INSERT"))
        {
            return ReadInsert(ref tokens, text, complete);
        }

        if (!complete)
        {
            return null;
        }

        string? format = null;
        var files = false;
        while (tokens.Kind is not (SqlTokenKind.End or SqlTokenKind.Unfinished))
        {
            var atTop = tokens.Depth == 0;
            if (atTop && tokens.Is("FORMAT") && tokens.Next() && tokens.Kind == SqlTokenKind.Word)
            {
                format = Encoding.UTF8.GetString(tokens.Current);
            }

            files |= tokens.Is("OUTFILE");
            tokens.Next();
        }

        return new StatementShape(format, files, null);
    }

    private static StatementShape? ReadInsert(ref SqlTokens tokens, ReadOnlySpan<byte> text, bool complete)
    {
        tokens.Next();
        if (tokens.Is("INTO"))
        {
            tokens.Next();
        }

        if (tokens.Is("TABLE") || tokens.Is("FUNCTION"))
        {
            tokens.Next();
        }

        // The table's name, whose parts may be any word; then columns, SETTINGS and what says where the rows come from.
        while (tokens.Next() && tokens.IsSymbol('.'))
        {
            tokens.Next();
        }

        for (; tokens.Kind is not (SqlTokenKind.End or SqlTokenKind.Unfinished); tokens.Next())
        {
            if (tokens.End == text.Length && !complete)
            {
                return null;
            }

            if (tokens.Depth == 0 && tokens.Is("INFILE"))
            {
                return new StatementShape(null, ReadsOrWritesFiles: true, null);
            }

            if (tokens.Is("SELECT") || (tokens.Depth == 0 && (tokens.Is("WITH") || tokens.Is("WATCH") || tokens.Is("EXECUTE"))))
            {
                return complete ? new StatementShape(null, ReadsOrWritesFiles: false, null) : null;
            }

            if (tokens.Depth == 0 && tokens.Is("VALUES"))
            {
                return new StatementShape(null, ReadsOrWritesFiles: false, new InsertData("Values", tokens.Start, tokens.End));
            }

            if (tokens.Depth == 0 && tokens.Is("FORMAT"))
            {
                return ReadFormat(ref tokens, text, complete);
            }
        }

        return complete ? new StatementShape(null, ReadsOrWritesFiles: false, null) : null;
    }

    private static StatementShape? ReadFormat(ref SqlTokens tokens, ReadOnlySpan<byte> text, bool complete)
    {
        var headEnd = tokens.Start;
        tokens.Next();
        var at = tokens.End;

        // ClickHouse's rule: blanks are skipped, then one line break; a binary format's first byte may itself look like a blank line.
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\f')
        {
            at++;
        }

        if (at < text.Length && text[at] == '\r')
        {
            at++;
        }

        if (at < text.Length && text[at] == '\n')
        {
            at++;
        }
        else if (at >= text.Length && !complete)
        {
            return null;
        }

        return new StatementShape(null, ReadsOrWritesFiles: false, new InsertData(Encoding.UTF8.GetString(tokens.Current), headEnd, at));
    }
}

/// <summary>An INSERT whose rows are in the request.</summary>
/// <param name="HeadEnd">The statement without FORMAT or VALUES is the text up to here.</param>
/// <param name="DataStart">The rows begin here.</param>
internal sealed record InsertData(string Format, int HeadEnd, int DataStart)
{
    internal bool IsValues => string.Equals(Format, "Values", StringComparison.OrdinalIgnoreCase);
}
