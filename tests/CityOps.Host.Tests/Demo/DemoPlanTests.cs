using CityOps.Host.Composition;
using CityOps.Host.Demo;

namespace CityOps.Host.Tests.Demo;

/// <summary>A demonstration that is started again goes on with the district it had.</summary>
public sealed class DemoPlanTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-demo-");

    [Fact]
    public void A_restart_in_a_later_hour_keeps_the_hour_in_which_the_trucks_began()
    {
        var first = new DateTimeOffset(2026, 3, 30, 10, 40, 0, TimeSpan.Zero);

        var made = DemoPlan.ReadOrMake(DataFolder.Open(_folder), first);
        var again = DemoPlan.ReadOrMake(DataFolder.Open(_folder), first.AddHours(5));

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 18, 0, 0, TimeSpan.Zero), made.TrucksFrom);
        Assert.Equal(made, again);
    }

    [Fact]
    public void A_folder_of_before_keeps_its_district_and_notes_an_hour_for_its_trucks()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "demo.json"), """{ "seed": 7, "from": "2026-03-01T00:00:00+00:00" }""");
        var now = new DateTimeOffset(2026, 3, 30, 10, 40, 0, TimeSpan.Zero);

        var made = DemoPlan.ReadOrMake(DataFolder.Open(_folder), now);

        Assert.Equal(7UL, made.Seed);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), made.From);
        Assert.Equal(made, DemoPlan.ReadOrMake(DataFolder.Open(_folder), now.AddHours(1)));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
