namespace CityOps.Identity.Storage;

/// <summary>An external identifier and its surrogate.</summary>
public sealed class MappingRow
{
    /// <summary>The surrogate's 64 bits, read as a signed number.</summary>
    public long Key { get; set; }

    /// <summary>An <see cref="IdentityKind"/>.</summary>
    public int Kind { get; set; }

    /// <summary>HMAC-SHA256 of the identifier under the lookup key that <see cref="VaultStateRow.LookupVersion"/> names.</summary>
    public byte[] Lookup { get; set; } = [];

    /// <summary>The identifier itself, sealed: a rotation of the lookup key needs it, and an approved opening shows it.</summary>
    public byte[] Identifier { get; set; } = [];
}

/// <summary>Sealed facts of a dwelling.</summary>
public sealed class DwellingSecretRow
{
    public long Key { get; set; }

    public byte[]? Address { get; set; }

    public byte[]? Contact { get; set; }

    /// <summary>Longitude and latitude, two little-endian doubles, sealed together.</summary>
    public byte[]? Position { get; set; }
}

/// <summary>One row, id 1, that every assignment locks: what all processes must agree on.</summary>
public sealed class VaultStateRow
{
    public int Id { get; set; }

    public int LookupVersion { get; set; }

    /// <summary>The HMAC of a fixed text, so that a lost or foreign secret is noticed before identifiers get second keys.</summary>
    public byte[] LookupCheck { get; set; } = [];

    /// <summary>Grows with each erasure: processes then forget what they cached.</summary>
    public long Erasures { get; set; }
}

/// <summary>See <see cref="Audit.AuditEntry"/>.</summary>
public sealed class AuditRow
{
    public long Sequence { get; set; }

    public long AtMs { get; set; }

    public string Actor { get; set; } = "";

    public string Role { get; set; } = "";

    public string Action { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Reason { get; set; } = "";

    public byte[] PreviousHash { get; set; } = [];

    public byte[] Hash { get; set; } = [];
}
