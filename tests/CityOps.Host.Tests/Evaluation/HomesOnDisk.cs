using System.Globalization;
using System.Text;

namespace CityOps.Host.Tests.Evaluation;

/// <summary>Made-up homes as the two files that evaluations read.</summary>
internal sealed class HomesOnDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-homes-");

    public HomesOnDisk(int homes, int days, int counted)
    {
        var readings = new StringBuilder("dwelling_id,read_at_local,register_litres\n");
        for (var home = 0; home < homes; home++)
        {
            var (register, random) = (1_000.0, new Random(home));
            for (var hour = 0; hour < 24 * days; hour++)
            {
                register += random.Next(3) == 0 ? random.Next(40) : 0;
                readings.Append(CultureInfo.InvariantCulture, $"h{home},{new DateTime(2016, 3, 7).AddHours(hour):yyyy-MM-dd HH:mm:ss},{register}\n");
            }
        }

        File.WriteAllText(Readings, readings.ToString());
        File.WriteAllText(Homes, "dwelling_id,members,floor_area_m2_band\n" + string.Concat(Enumerable.Range(0, counted).Select(home => $"h{home},{1 + (home % 5)},61-80\n")));
    }

    public string Readings => PathOf("readings.csv");

    public string Homes => PathOf("homes.csv");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
