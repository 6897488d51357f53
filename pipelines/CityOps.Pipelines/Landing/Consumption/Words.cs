using System.Text;
using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Reads the few words of the closed lists without making strings of them.</summary>
internal static class Words
{
    public static Utility Utility(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("water"u8) ? Contracts.Events.Utility.Water
        : word.SequenceEqual("electricity"u8) ? Contracts.Events.Utility.Electricity
        : word.SequenceEqual("gas"u8) ? Contracts.Events.Utility.Gas
        : throw Unknown("utility", word);

    public static RegisterCode Code(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("total"u8) ? RegisterCode.Total
        : word.SequenceEqual("peak"u8) ? RegisterCode.Peak
        : word.SequenceEqual("valley"u8) ? RegisterCode.Valley
        : throw Unknown("register_code", word);

    public static MeterShare Share(string word) => word switch
    {
        "own" => MeterShare.Own,
        "master" => MeterShare.Master,
        _ => MeterShare.Shared,
    };

    public static Tariff Tariff(string word) => word switch
    {
        "ev" => Contracts.Events.Tariff.Ev,
        "pv" => Contracts.Events.Tariff.Pv,
        _ => Contracts.Events.Tariff.Residential,
    };

    private static ArgumentException Unknown(string column, ReadOnlySpan<byte> word) =>
        new($"Column '{column}' holds '{Encoding.UTF8.GetString(word)}', which its contract does not allow.", nameof(word));
}
