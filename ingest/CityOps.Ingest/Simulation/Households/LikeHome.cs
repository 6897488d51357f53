using System.Globalization;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>A home to be imitated in size: <c>dwelling_id, members, floor_area_m2_band</c> (such as <c>61-80</c> or <c>111+</c>).</summary>
public sealed record LikeHome(string Id, int Members, double LeastArea, double MostArea)
{
    private const double OpenBand = 1.45;

    public int Rooms => Math.Clamp((int)Math.Round(((LeastArea + MostArea) / 2 / 28) - 0.3), 1, 6);

    internal double AreaBetween(SeededRandom random) => random.Between(LeastArea, MostArea);

    /// <exception cref="InvalidDataException">A line is not of this form; the message names it.</exception>
    public static IReadOnlyList<LikeHome> Read(string path)
    {
        var homes = new List<LikeHome>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            if (++number > 1 && line.Length > 0)
            {
                homes.Add(Parse(line, number, path));
            }
        }

        return homes.Count > 0 ? homes : throw new InvalidDataException($"{path} holds no homes; the columns dwelling_id,members,floor_area_m2_band are needed.");
    }

    private static LikeHome Parse(string line, int number, string path)
    {
        var cells = line.Split(',');
        if (cells.Length < 2 || !int.TryParse(cells[1], CultureInfo.InvariantCulture, out var members) || members is < 1 or > 20)
        {
            throw new InvalidDataException($"{path}, line {number}: '{line}' is no home; write dwelling_id,members,floor_area_m2_band with 1 to 20 members.");
        }

        var (least, most) = cells.Length > 2 ? Band(cells[2]) : (60, 100);
        return new LikeHome(cells[0].Trim(), members, least, most);
    }

    private static (double Least, double Most) Band(string text)
    {
        var open = text.TrimEnd().EndsWith('+');
        var ends = text.Trim().TrimEnd('+').Split('-');
        var least = double.TryParse(ends[0], CultureInfo.InvariantCulture, out var from) ? from : 60;
        var most = open ? least * OpenBand : ends.Length > 1 && double.TryParse(ends[1], CultureInfo.InvariantCulture, out var to) ? to : least * OpenBand;
        return (least, Math.Max(least, most));
    }
}
