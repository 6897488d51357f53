using CityOps.Models.Registry;

namespace CityOps.Models.MuckTruck;

/// <summary>One version of what muck trucks are scored by: spillage of a window, and dust of a pass.</summary>
/// <param name="Dust">Null in versions that were made before it was scored: then its rule stands alone.</param>
public sealed record MuckTruckModel(BoostedScore Spillage, BoostedScore? Dust)
{
    /// <exception cref="InvalidDataException">It holds no spillage score, or was made for other features than this version of CityOps measures.</exception>
    public static MuckTruckModel Load(ModelArchive archive) => new(
        BoostedScore.Load(ScoreKind.Spillage, archive) ?? throw new InvalidDataException($"Model {archive.Version} holds no spillage score. Train again: cityops train muck-truck --promote"),
        BoostedScore.Load(ScoreKind.Dust, archive));

    /// <summary>Null where the version holds none of this kind.</summary>
    public BoostedScore? Of(ScoreKind kind) => ReferenceEquals(kind, ScoreKind.Dust) ? Dust : Spillage;

    public ModelArchive ToArchive()
    {
        var archive = new ModelArchive();
        Spillage.AddTo(archive);
        Dust?.AddTo(archive);
        return archive;
    }
}
