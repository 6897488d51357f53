using CityOps.Models.GroupRental;
using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Trucks;
using Microsoft.Extensions.Configuration;

namespace CityOps.Host.Training;

/// <summary>Whose versions <c>cityops promote</c> puts to work.</summary>
/// <param name="Shadows">A version can score in shadow.</param>
internal sealed record PromotedScenario(string Name, Func<IConfiguration, ModelRegistry> RegistryOf, Func<ModelRegistry, IVersionJudge> JudgeOf, bool Shadows)
{
    public static PromotedScenario GroupRental { get; } = new("group-rental", DwellingPipeline.RegistryOf, registry => new GroupRentalJudge(registry), Shadows: true);

    public static PromotedScenario MuckTruck { get; } = new(TruckPipeline.Scenario, TruckPipeline.RegistryOf, registry => new MuckTruckJudge(registry), Shadows: false);
}
