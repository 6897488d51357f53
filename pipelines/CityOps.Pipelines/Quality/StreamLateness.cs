namespace CityOps.Pipelines.Quality;

/// <summary>How long a stream's events took from when they happened to their arrival.</summary>
/// <param name="Stream">water, electricity, gas, truck_positions, sensors or household_facts.</param>
/// <param name="Rows">Events of the time that was asked for, history apart.</param>
/// <param name="History">Events older than the stream's first arrival: loaded afterwards, so neither in time nor late.</param>
/// <param name="P50Seconds">Half of them took at most this long; null where nothing came.</param>
/// <param name="AllowedSeconds">What takes longer is late.</param>
public sealed record StreamLateness(string Stream, long Rows, long History, long Late, double? P50Seconds, double? P95Seconds, double? P99Seconds, double AllowedSeconds);
