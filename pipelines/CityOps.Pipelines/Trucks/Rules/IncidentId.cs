using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>An incident's id follows from its kind, its truck and when its episode began: finding it again finds the same one.</summary>
public static class IncidentId
{
    public static string Of(string kind, string truckId, long startedAtMs)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind}\n{truckId}\n{startedAtMs}");
        return $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16))}";
    }
}
