namespace CityOps.Identity;

/// <summary>What security administrators do to the vault, each with an audit entry written first by the caller.</summary>
public interface IVaultMaintenance
{
    /// <summary>Creates or migrates the identity database; otherwise done at its first use.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Moves every mapping to the next lookup secret, in one transaction; keys stay. Assignments wait meanwhile, other processes notice
    /// by themselves. The old secret can be destroyed afterwards. Where processes do not share a data folder, configure the next secret
    /// (<c>CityOps:Secrets:identity-lookup-{n+1}</c>) in all of them first; one that has another secret refuses to give keys.
    /// </summary>
    /// <returns>The new version.</returns>
    Task<int> RotateLookupKeyAsync(CancellationToken cancellationToken);

    /// <summary>Encrypts anew, under the current <c>CityOps:Identity:SealKeyId</c>, what an older key sealed in the vault.</summary>
    /// <returns>How many rows changed.</returns>
    Task<long> ResealAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Erases the mappings of meters. A household's erasure needs those of its meters too: the caller knows them from <c>meter_links</c>.
    /// </summary>
    /// <returns>How many there were.</returns>
    Task<int> EraseMetersAsync(IReadOnlyList<ulong> meterKeys, CancellationToken cancellationToken);
}
