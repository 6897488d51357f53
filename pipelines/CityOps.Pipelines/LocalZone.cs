using Microsoft.Extensions.Configuration;

namespace CityOps.Pipelines;

/// <summary><c>CityOps:TimeZone</c>, an IANA name: in which local days are counted.</summary>
public static class LocalZone
{
    public static TimeZoneInfo Of(IConfiguration configuration) => TimeZoneInfo.FindSystemTimeZoneById(configuration["CityOps:TimeZone"] ?? "Asia/Shanghai");
}
