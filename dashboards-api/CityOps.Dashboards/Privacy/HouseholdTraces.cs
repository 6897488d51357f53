using CityOps.Casework.Storage;
using CityOps.Dashboards.Storage;
using CityOps.Identity.Audit;
using CityOps.Identity.Photos;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Privacy;

/// <summary>What of a household is held outside the vault's register of dwellings: photos of visits, and what callers said.</summary>
public sealed class HouseholdTraces(ICaseworkDbFactory casework, IOperationsDbFactory operations, IPhotoVault photos)
{
    /// <summary>Erases both for good; the cases stay, under a key that leads to nobody any more.</summary>
    /// <param name="subject">The dwelling's key.</param>
    /// <param name="reason">Who erases and why: the proof of each photo.</param>
    /// <returns>How many photos and reports.</returns>
    public async Task<(int Photos, int Reports)> EraseAsync(string subject, AuditEvent reason, CancellationToken cancellationToken)
    {
        List<string> caseIds;
        await using (var db = casework.Create())
        {
            caseIds = await db.Cases.AsNoTracking().Where(c => c.Subject == subject).Select(c => c.CaseId).ToListAsync(cancellationToken);
        }

        var erased = 0;
        foreach (var caseId in caseIds)
        {
            erased += await photos.EraseOfCaseAsync(caseId, reason, cancellationToken);
        }

        await using var requests = operations.Create();
        var nothing = Array.Empty<byte>();
        var reports = await requests.ServiceRequests.Where(r => r.Subject == subject && r.SealedText != nothing)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.SealedText, nothing), cancellationToken);
        return (erased, reports);
    }
}
