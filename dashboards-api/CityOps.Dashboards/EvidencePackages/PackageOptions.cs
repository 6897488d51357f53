namespace CityOps.Dashboards.EvidencePackages;

/// <summary>Section <c>CityOps:Evidence</c>.</summary>
public sealed class PackageOptions
{
    /// <summary>Verifications (检定) of devices, by device id: a terminal's phone or a camera's name.</summary>
    public Dictionary<string, DeviceVerification> Devices { get; } = new(StringComparer.Ordinal);

    public sealed class DeviceVerification
    {
        public DateTimeOffset VerifiedUntil { get; set; }
    }
}
