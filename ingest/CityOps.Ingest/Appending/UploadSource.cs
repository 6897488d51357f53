using CityOps.Contracts.Codecs;

namespace CityOps.Ingest.Appending;

/// <summary>Where an uploaded body comes from.</summary>
/// <param name="Origin"><c>upload:id</c>, the same at each attempt, or <see cref="Prefix"/> alone where the sender named none.</param>
/// <param name="FirstRow">The 1-based number of the body's first row within the file that the sender cut into bodies.</param>
public sealed record UploadSource(string Origin, long FirstRow = 1)
{
    /// <summary>What every origin of the border begins with.</summary>
    public const string Prefix = "upload:";

    /// <summary>
    /// The origin of one refused row. Its content is part of it: sent again, with or without an id, it is the same letter, and another row never takes the
    /// place of one.
    /// </summary>
    /// <param name="content">Names the row's bytes, and tells nothing of them.</param>
    internal static string OriginOf(string origin, string content) => origin.Length == Prefix.Length ? origin + content : $"{origin}/{content}";

    /// <summary>The same rows, the rejected ones numbered as in the sender's file.</summary>
    internal DecodedRows Number(DecodedRows rows) => FirstRow == 1 || rows.Rejected.Count == 0
        ? rows
        : rows with { Rejected = [.. rows.Rejected.Select(row => row with { Row = row.Row + FirstRow - 1 })] };
}
