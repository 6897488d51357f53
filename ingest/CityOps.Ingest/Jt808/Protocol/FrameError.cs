namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>Why a frame is not used. None of them ends the connection.</summary>
public enum FrameError
{
    None,

    /// <summary>7D followed by something else than 01 or 02.</summary>
    BadEscape,

    /// <summary>Shorter than a header and a check byte.</summary>
    TooShort,

    /// <summary>The XOR of header and body is not the check byte: dropped and counted.</summary>
    BadChecksum,

    /// <summary>The header declares another length than the body has: rejected.</summary>
    WrongLength,

    /// <summary>The body is encrypted, and no key is agreed with the terminal.</summary>
    Encrypted,
}
