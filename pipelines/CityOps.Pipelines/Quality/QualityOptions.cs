using System.ComponentModel.DataAnnotations;

namespace CityOps.Pipelines.Quality;

/// <summary>Section <c>CityOps:Quality</c>: what counts as late, and how much is looked at to say how good the data is.</summary>
public sealed class QualityOptions
{
    public const string Section = "CityOps:Quality";

    /// <summary>A reading that comes later than this missed the night's scores of its day.</summary>
    [Range(1, 8_760)]
    public double MeterLatenessHours { get; set; } = 24;

    /// <summary>What a roadside sensor saw and told later than this is no witness any more to the trucks that came by. Of trucks themselves, <c>CityOps:Trucks:LatenessMinutes</c> says.</summary>
    [Range(1, 1_440)]
    public double SensorLatenessMinutes { get; set; } = 10;

    /// <summary>A household fact that comes later than this had people judged by what was no longer so.</summary>
    [Range(1, 3_650)]
    public double FactLatenessDays { get; set; } = 30;

    /// <summary>The most meters that are looked at; of more, as many drawn evenly by their random keys.</summary>
    [Range(100, 10_000_000)]
    public int MostMeters { get; set; } = 20_000;

    /// <summary>The most trucks that are looked at; of more, about as many drawn evenly.</summary>
    [Range(10, 1_000_000)]
    public int MostTrucks { get; set; } = 500;
}
