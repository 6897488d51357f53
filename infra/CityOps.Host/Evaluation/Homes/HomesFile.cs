using CityOps.Host.Commands;
using CityOps.Ingest.Simulation.Households;

namespace CityOps.Host.Evaluation.Homes;

/// <summary>Homes whose people were counted: the file that simulate imitates, for evaluations.</summary>
internal static class HomesFile
{
    /// <exception cref="CommandException">A line is no home, or no home has a floor area; the message names file, line, column and value.</exception>
    public static IReadOnlyList<LikeHome> Read(FileInfo file)
    {
        try
        {
            var homes = LikeHome.Read(file.FullName);
            return homes.Any(home => home.Band.Length > 0)
                ? homes
                : throw new CommandException($"{file.Name} has no floor_area_m2_band for any home; it needs the columns dwelling_id, members and floor_area_m2_band.");
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandException(wrong.Message);
        }
    }
}
