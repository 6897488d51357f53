using CityOps.Casework.Elements;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Commands;

/// <summary>Checks that several commands share; each returns what is wrong, or null.</summary>
internal static class Check
{
    public const int MaxNoteLength = 4_000;
    public const int MostReferences = 20;
    public const int MostDaysAhead = 366;

    public static string? Code(string field, string? code, IReadOnlyList<CaseCode> codes) =>
        codes.Any(c => string.Equals(c.Code, code, StringComparison.Ordinal))
            ? null
            : $"{field} is '{code}'. One of these is needed: {string.Join(", ", codes.Select(c => c.Code))}.";

    /// <summary>A code of what a visit found, under its outcome; where the scenario lists none there, any short code.</summary>
    public static string? Code(string field, string code, IReadOnlyList<OutcomeCode> codes, Outcome outcome) =>
        codes.Where(c => c.Outcome == outcome).Select(c => new CaseCode(c.Code, c.Zh, c.En)).ToList() is { Count: > 0 } listed
            ? Code(field, code, listed)
            : Identifier(field, code);

    /// <summary>Whether a step brings as many pictures as its scenario insists on.</summary>
    public static string? Evidence(string? references, string step, CaseElementsPart elements)
    {
        var needed = elements.NeededEvidence.Where(e => e.AtLeast > 0 && string.Equals(e.Step, step, StringComparison.Ordinal)).ToList();
        var given = (references ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Count(IsPicture);
        return given >= needed.Sum(e => e.AtLeast)
            ? null
            : $"evidence names {given} pictures (sha256:… or media:…); {step} takes {string.Join(" and ", needed.Select(e => $"{e.AtLeast} of {e.Code} ({e.En})"))}.";
    }

    // A photo of the visit by its hash, or what a terminal or camera took; other references are papers.
    private static bool IsPicture(string reference) => reference.StartsWith("sha256:", StringComparison.Ordinal) || reference.StartsWith("media:", StringComparison.Ordinal);

    public static string? Note(string? note) =>
        note is { Length: > MaxNoteLength } ? $"note has {note.Length} characters; it takes {MaxNoteLength}." : null;

    /// <summary>References of photos and papers: no text, separated by spaces, at most twenty.</summary>
    public static string? References(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: <= MostReferences } all
            && all.All(r => r.Length <= 128 && r.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '.' or '_' or '/' or '-')) ? null
        : "evidence must be at most 20 references of letters, digits and : . _ / -, each at most 128 long.";

    /// <summary>Answers by the code of a checklist's item.</summary>
    public static string? Checklist(string? answers, IReadOnlyList<Elements.ChecklistItem> items)
    {
        var given = (answers ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split('=', 2)).ToList();
        var unknown = given.FirstOrDefault(a => a.Length is not 2 || !items.Any(i => string.Equals(i.Code, a[0], StringComparison.Ordinal)) || a[1] is not ("yes" or "no" or "not_applicable"));
        return unknown is not null
            ? $"checklist holds '{string.Join('=', unknown)}'. Answer yes, no or not_applicable to: {string.Join(", ", items.Select(i => i.Code))}."
            : items.FirstOrDefault(i => i.Required && !given.Exists(a => string.Equals(a[0], i.Code, StringComparison.Ordinal))) is { } missing
                ? $"checklist lacks '{missing.Code}' ({missing.En}), which this scenario requires."
                : null;
    }

    public static string? Length(string field, string? text, int longest) =>
        text?.Length > longest ? $"{field} has {text.Length} characters; it takes {longest}." : null;

    public static string? Range(string field, long? value, long max) =>
        value is < 0 || value > max ? $"{field} is {value}. It must lie between 0 and {max}." : null;

    public static string? Future(string field, DateTimeOffset? at, DateTimeOffset now) =>
        at <= now ? $"{field} is {at:O}. It must lie after now, {now:O}." : null;

    /// <summary>A date that people give for a next step: after now, and near enough that somebody will be there to see it.</summary>
    public static string? Ahead(string field, DateTimeOffset? at, DateTimeOffset now) => Future(field, at, now) ?? NotTooFar(field, at, now);

    /// <summary>At most <see cref="MostDaysAhead"/> days from now.</summary>
    public static string? NotTooFar(string field, DateTimeOffset? at, DateTimeOffset now) =>
        at - now > TimeSpan.FromDays(MostDaysAhead)
            ? $"{field} is {at:O}. It may lie {MostDaysAhead} days ahead at most: take {now.AddDays(MostDaysAhead):O} or earlier, and move it on when that comes near."
            : null;

    /// <summary>A unit's code, as the standard elements write it.</summary>
    public static string? Unit(string field, string? code) =>
        code is null || ElementCheck.IsCode(code) ? null : $"{field} is '{code}'. It must be the code of a unit: letters, digits and _ - ., at most 64.";

    /// <summary>A short code that is published: lower-case letters, digits and underscores, so that nothing personal fits in.</summary>
    public static string? Identifier(string field, string? text) =>
        text is null || (text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_'))
            ? null
            : $"{field} is '{text}'. It must be a code of lower-case letters, digits and underscores, at most 64.";
}
