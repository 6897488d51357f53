using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Every register that a meter may have.</summary>
internal static class RegisterKinds
{
    public static (Utility Utility, RegisterCode Code)[] All { get; } =
        [.. from utility in Enum.GetValues<Utility>() from code in Enum.GetValues<RegisterCode>() select (utility, code)];
}
