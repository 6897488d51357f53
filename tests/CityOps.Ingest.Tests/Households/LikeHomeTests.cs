using CityOps.Ingest.Simulation.Households;

namespace CityOps.Ingest.Tests.Households;

public sealed class LikeHomeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-like-");

    private string Homes => Path.Combine(_folder.FullName, "homes.csv");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("dwelling_id,members,floor_area_m2_band\na,3,61-80\n\n")]
    [InlineData("floor_area_m2_band,note,members,dwelling_id\r\n61-80,\"one, two\",3,a\r\n")]
    [InlineData("\"dwelling_id\",\"members\",\"floor_area_m2_band\r\"\n\"a\",\"3\",\"61-80\r\"\n")]
    [InlineData("\"dwelling_id\",\"members\",\"floor_area_m2_band\"\n\"a\",\"3\",\"61-80\"\n")]
    public void Columns_are_read_by_their_names_in_quotes_or_not(string file)
    {
        var home = Assert.Single(Read(file));

        Assert.Equal(("a", 3, 61.0, 80.0, "61-80"), (home.Id, home.Members, home.LeastArea, home.MostArea, home.Band));
    }

    [Theory]
    [InlineData("dwelling_id,people\na,3\n", "homes.csv has no column 'members'")]
    [InlineData("dwelling_id,members\na,3\nb,-3\n", "homes.csv, line 3: members is '-3'; a whole number of people from 1 to 20")]
    [InlineData("dwelling_id,members\na,999999\n", "line 2: members is '999999'")]
    [InlineData("dwelling_id,members\na,NaN\n", "line 2: members is 'NaN'")]
    [InlineData("dwelling_id,members\na\n", "homes.csv, line 2 has 1 values; the first line names 2 columns.")]
    [InlineData("dwelling_id,members\na,3\n\na,2\n", "line 4: dwelling_id 'a' stands on line 2 already")]
    [InlineData("dwelling_id,members,floor_area_m2_band\na,3,61-1e300\n", "line 2: floor_area_m2_band is '61-1e300'")]
    [InlineData("dwelling_id,members\n", "homes.csv holds no homes")]
    public void What_is_no_home_is_named_with_file_line_column_and_value(string file, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(file)).Message, StringComparison.Ordinal);

    private IReadOnlyList<LikeHome> Read(string file)
    {
        File.WriteAllText(Homes, file);
        return LikeHome.Read(Homes);
    }
}
