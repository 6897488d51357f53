using CityOps.Identity.Photos;

namespace CityOps.Dashboards.Photos;

/// <summary>What a report calls a photo (<c>sha256:…</c>) is one that the vault holds.</summary>
internal static class KnownPhotos
{
    private const string Prefix = "sha256:";

    /// <returns>The first reference that no photo of these orders bears; null where there is none.</returns>
    public static async Task<string?> FirstUnknownAsync(this IPhotoVault photos, IEnumerable<string> workOrderIds, IReadOnlyList<string> evidence, CancellationToken cancellationToken)
    {
        var named = evidence.SelectMany(text => text.Split(' ')).Where(reference => reference.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        if (named.Count is 0)
        {
            return null;
        }

        var held = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in workOrderIds)
        {
            held.UnionWith((await photos.ListAsync(id, cancellationToken)).Select(photo => Prefix + photo.Sha256));
        }

        return named.Find(reference => !held.Contains(reference));
    }
}
