namespace CityOps.Ingest.Simulation.Households;

/// <summary>A home to be imitated in size: <c>dwelling_id, members, floor_area_m2_band</c> (such as <c>61-80</c> or <c>111+</c>).</summary>
public sealed record LikeHome(string Id, int Members, double LeastArea, double MostArea)
{
    /// <summary>The band of the floor area as the file writes it; empty where it has none.</summary>
    public string Band { get; init; } = "";

    public int Rooms => Math.Clamp((int)Math.Round(((LeastArea + MostArea) / 2 / 28) - 0.3), 1, 6);

    internal double AreaBetween(SeededRandom random) => random.Between(LeastArea, MostArea);

    /// <summary>Reads homes from a CSV file by the names of its columns; the band may be left out.</summary>
    /// <exception cref="InvalidDataException">The file or a line is not of this form; the message names file, line, column and value.</exception>
    public static IReadOnlyList<LikeHome> Read(string path) => LikeHomeFile.Read(path);
}
