namespace CityOps.Identity.Storage;

/// <summary>See <see cref="Reveals.RevealGrant"/>. Instants are Unix milliseconds, 0 where there is none.</summary>
public sealed class RevealRow
{
    public string RevealId { get; set; } = "";

    /// <summary>Empty where it was asked for alone.</summary>
    public string BulkId { get; set; } = "";

    public string Actor { get; set; } = "";

    public string WorkOrderId { get; set; } = "";

    public string CaseId { get; set; } = "";

    public long DwellingKey { get; set; }

    public string Purpose { get; set; } = "";

    public long GrantedAtMs { get; set; }

    public long ExpiresAtMs { get; set; }
}

/// <summary>See <see cref="Reveals.BulkReveal"/>.</summary>
public sealed class BulkRevealRow
{
    public string BulkId { get; set; } = "";

    public string RequestedBy { get; set; } = "";

    public string Role { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string Reason { get; set; } = "";

    public long RequestedAtMs { get; set; }

    public string DecidedBy { get; set; } = "";

    public int Allowed { get; set; }

    public long DecidedAtMs { get; set; }
}

/// <summary>See <see cref="Photos.PhotoRecord"/>.</summary>
public sealed class PhotoRow
{
    public string PhotoId { get; set; } = "";

    public string WorkOrderId { get; set; } = "";

    public string CaseId { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string Sha256 { get; set; } = "";

    public string ContentType { get; set; } = "";

    public int Bytes { get; set; }

    public string UploadedBy { get; set; } = "";

    public long UploadedAtMs { get; set; }

    /// <summary>When, where and with what it was taken, sealed.</summary>
    public byte[] Facts { get; set; } = [];
}

/// <summary>A photo's bytes, sealed; a table of its own, so that lists do not read them.</summary>
public sealed class PhotoContentRow
{
    public string PhotoId { get; set; } = "";

    public byte[] Content { get; set; } = [];
}

/// <summary>How far a source of audit entries was written.</summary>
public sealed class AuditSourceRow
{
    public string Source { get; set; } = "";

    public long Position { get; set; }
}
