using CityOps.Casework.Domain;

namespace CityOps.Casework.Queries;

/// <summary>Reads a case id, or a part of one, as people type it: with or without prefix, in small letters, with the letters that Crockford's base 32 leaves out because they look like digits.</summary>
internal static class CaseIdText
{
    /// <summary>How many characters stand after the prefix.</summary>
    public const int Length = 12;

    /// <summary>How many of the last characters the index of ends holds; shorter parts would find too much.</summary>
    public const int Tail = 4;

    private const char First = '0';
    private const char Last = 'Z';

    /// <returns>4 to 12 characters as they stand in ids; null where the text is no part of any.</returns>
    public static string? Read(string text)
    {
        var part = text.Trim().ToUpperInvariant();
        part = part.StartsWith(CaseId.Prefix, StringComparison.Ordinal) ? part[CaseId.Prefix.Length..]
            : part.StartsWith(CaseId.WorkOrderPrefix, StringComparison.Ordinal) ? part[CaseId.WorkOrderPrefix.Length..].Split('-')[0]
            : part;
        part = part.Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return part.Length is >= Tail and <= Length && part.All(c => char.IsAsciiDigit(c) || (char.IsAsciiLetterUpper(c) && c is not 'U')) ? part : null;
    }

    /// <summary>Every id that begins so lies between these two, in whatever order a database sorts digits and letters of one length.</summary>
    public static (string From, string To) Range(string part) => (CaseId.Prefix + part.PadRight(Length, First), CaseId.Prefix + part.PadRight(Length, Last));
}
