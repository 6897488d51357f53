using CityOps.Identity;
using CityOps.Identity.Photos;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Jobs;

/// <summary>Erases, each night, photos of visits whose time is over (<c>CityOps:Photos:KeepDays</c>).</summary>
internal sealed class ErasePhotos(IPhotoVault photos, IOptions<IdentityOptions> options, TimeProvider time)
{
    public const string Id = "photo retention";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Photos.KeepDays is > 0 and var days)
        {
            await photos.EraseBeforeAsync(time.GetUtcNow().AddDays(-days), cancellationToken);
        }
    }
}
