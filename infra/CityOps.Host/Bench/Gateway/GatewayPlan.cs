using CityOps.Contracts.Codecs;

namespace CityOps.Host.Bench.Gateway;

/// <summary>What one run of <c>bench gateway</c> does.</summary>
/// <param name="Folder">Holds everything that the run makes; deleted after it.</param>
/// <param name="Rows">Sent in each format.</param>
/// <param name="Homes">Homes of three meters each.</param>
/// <param name="Senders">Uploads at a time.</param>
internal sealed record GatewayPlan(string Folder, IReadOnlyList<WireFormat> Formats, long Rows, int Homes, int Senders, ulong Seed)
{
    public const string Contract = "meter-readings";

    /// <summary>Distinct hours; they are sent again and again until the rows are reached.</summary>
    public const int Hours = 10;

    /// <summary>The data folder of the gateway for one format: each meets a vault that knows nobody.</summary>
    public string DataOf(WireFormat format) => Path.Combine(Folder, $"data-{format}");

    public string BodyOf(WireFormat format, int hour) => Path.Combine(Folder, $"{format}-{hour}");
}
