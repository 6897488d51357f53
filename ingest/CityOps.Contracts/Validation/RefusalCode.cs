namespace CityOps.Contracts.Validation;

/// <summary>
/// Why something was refused: a closed list, to count and to filter by. A code and a field together have one text, whatever the value, the instant or
/// the place in the body; what varies is the detail of a <see cref="Refusal"/>.
/// </summary>
public enum RefusalCode
{
    /// <summary>A column that every row must have is absent, empty, or an identifier of blanks only.</summary>
    Missing,

    /// <summary>Not a number, not finite, not whole where it must be, or outside the column's range.</summary>
    NotANumber,

    /// <summary>Not one of the column's words.</summary>
    NotAWord,

    /// <summary>Neither true nor false.</summary>
    NotAFlag,

    /// <summary>Not a surrogate key.</summary>
    NotAKey,

    /// <summary>Not of the form of RFC 3339, or a day that does not exist.</summary>
    NotAnInstant,

    /// <summary>A wall clock without an offset.</summary>
    NoOffset,

    /// <summary>Before 1970 or after 2200.</summary>
    InstantOutOfRange,

    /// <summary>Observed later than now.</summary>
    InTheFuture,

    /// <summary>Bytes or escapes that are no text.</summary>
    NotUnicode,

    /// <summary>A control character inside a text.</summary>
    ControlCharacter,

    /// <summary>More characters than the column takes.</summary>
    TooLong,

    /// <summary>No WKT of an area or a line, or one that no place on Earth has.</summary>
    NotAShape,

    /// <summary>No wall clock.</summary>
    NotAnHour,

    /// <summary>An object or an array where one value belongs.</summary>
    NotASingleValue,

    /// <summary>The row is no JSON.</summary>
    NotJson,

    /// <summary>The row is JSON, but no object.</summary>
    NotAnObject,

    /// <summary>The quotes of a CSV row do not match.</summary>
    BadQuotes,

    /// <summary>A CSV row has more or fewer values than the header has names.</summary>
    WrongValueCount,

    /// <summary>More bytes than a row may have.</summary>
    RowTooLong,

    /// <summary>A message or body as a whole cannot be decoded.</summary>
    UnreadableMessage,

    /// <summary>No decoder is known for the content type.</summary>
    UnknownContentType,

    /// <summary>More rows than a message may have.</summary>
    TooManyRows,

    /// <summary>It decodes, but holds no row.</summary>
    NoRows,

    /// <summary>No contract of this installation has the topic.</summary>
    UnknownContract,

    /// <summary>The warehouse refuses the rows for what they hold.</summary>
    RefusedByWarehouse,

    /// <summary>Casework refuses the suspicion.</summary>
    RefusedByCasework,

    /// <summary>No installed scenario has the name.</summary>
    UnknownScenario,

    /// <summary>No truck has the terminal.</summary>
    UnknownTerminal,

    /// <summary>Some truck has the terminal, but had it not at that time.</summary>
    TerminalWithoutTruck,

    /// <summary>The terminal encrypts its coordinates.</summary>
    EncryptedPlace,

    /// <summary>The receiver had no fix.</summary>
    NoFix,
}
