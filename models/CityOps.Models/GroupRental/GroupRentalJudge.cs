using CityOps.Models.Registry;

namespace CityOps.Models.GroupRental;

/// <summary>Holds a group-rental version against the champion by <see cref="PromotionGate"/>.</summary>
public sealed class GroupRentalJudge(ModelRegistry registry) : IVersionJudge
{
    public IReadOnlyList<GateFigure> Judge(string version)
    {
        if (registry.VersionOf(ModelRegistry.Champion) is not { } current || string.Equals(current, version, StringComparison.Ordinal))
        {
            return [];
        }

        var model = GroupRentalModel.Load(registry.Read(version));
        if (Readable(current) is not { } champion)
        {
            return GateFigure.WithoutChampion;
        }

        if (!champion.Manifest.Features.SequenceEqual(model.Manifest.Features, StringComparer.Ordinal))
        {
            // The champion was made for another version of CityOps and cannot score any more.
            return [];
        }

        return (registry.ReadBeside(version, HeldOutRows.File) ?? registry.ReadBeside(current, HeldOutRows.File)) is { } heldOut
            ? PromotionGate.Compare(champion, model, HeldOutRows.FromBytes(heldOut), new PromotionLimits())
            : GateFigure.WithoutRows;
    }

    private GroupRentalModel? Readable(string version)
    {
        try
        {
            return GroupRentalModel.Load(registry.Read(version));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
