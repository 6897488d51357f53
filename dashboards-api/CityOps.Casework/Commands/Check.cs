using CityOps.Casework.Elements;

namespace CityOps.Casework.Commands;

/// <summary>Checks that several commands share; each returns what is wrong, or null.</summary>
internal static class Check
{
    public const int MaxNoteLength = 4_000;

    public static string? Code(string field, string? code, IReadOnlyList<CaseCode> codes) =>
        codes.Any(c => string.Equals(c.Code, code, StringComparison.Ordinal))
            ? null
            : $"{field} is '{code}'. One of these is needed: {string.Join(", ", codes.Select(c => c.Code))}.";

    public static string? Note(string? note) =>
        note is { Length: > MaxNoteLength } ? $"note has {note.Length} characters; it takes {MaxNoteLength}." : null;

    public static string? Length(string field, string? text, int longest) =>
        text?.Length > longest ? $"{field} has {text.Length} characters; it takes {longest}." : null;

    public static string? Range(string field, long? value, long max) =>
        value is < 0 || value > max ? $"{field} is {value}. It must lie between 0 and {max}." : null;

    public static string? Future(string field, DateTimeOffset? at, DateTimeOffset now) =>
        at <= now ? $"{field} is {at:O}. It must lie after now, {now:O}." : null;

    /// <summary>A short code that is published: lower-case letters, digits and underscores, so that nothing personal fits in.</summary>
    public static string? Identifier(string field, string? text) =>
        text is null || (text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_'))
            ? null
            : $"{field} is '{text}'. It must be a code of lower-case letters, digits and underscores, at most 64.";
}
