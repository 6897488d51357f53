using System.Text;
using CityOps.Contracts.Validation;

namespace CityOps.Dashboards.Problems;

/// <summary>Instants in requests: RFC 3339 with an offset. A wall clock without one names no instant, and UTC is rarely what was meant.</summary>
internal static class Instants
{
    public const string WayOut = "Give an instant with an offset, such as 2026-03-01T08:00:00+08:00 (in addresses + is %2B).";

    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        var isOne = InstantText.Parse(Encoding.UTF8.GetBytes(text ?? ""), out var milliseconds) is InstantFailure.None;
        instant = isOne ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isOne;
    }
}
