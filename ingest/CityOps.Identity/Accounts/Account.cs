using Microsoft.AspNetCore.Identity;

namespace CityOps.Identity.Accounts;

/// <summary>A person's account. Its roles and attributes are claims of these types, so that a session carries them as they are.</summary>
public sealed class Account : IdentityUser
{
    public const string RoleClaim = "role";

    /// <summary>The code of the unit the person works in: work orders that went to it are theirs.</summary>
    public const string UnitClaim = "unit";
    public const string TownClaim = "town";
    public const string GridClaim = "grid";

    /// <summary>Nobody signs in with it any more; history keeps its name.</summary>
    public bool Disabled { get; set; }

    /// <summary>UTC, Unix milliseconds.</summary>
    public long CreatedAtMs { get; set; }
}

/// <summary>A token of a program (API token). Only its hash is kept.</summary>
public sealed class ApiTokenRow
{
    public string TokenId { get; set; } = "";

    /// <summary>What it is for; it acts under this name.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the secret part, which has 256 random bits: no salt is needed.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>Separated by blanks.</summary>
    public string Roles { get; set; } = "";

    /// <summary>The policies it may use, of those its roles give; separated by blanks.</summary>
    public string Scope { get; set; } = "";

    public string CreatedBy { get; set; } = "";

    public long CreatedAtMs { get; set; }

    public long ExpiresAtMs { get; set; }

    /// <summary>0: not revoked.</summary>
    public long RevokedAtMs { get; set; }

    /// <summary>To the minute; 0: never.</summary>
    public long LastUsedAtMs { get; set; }
}
