using CityOps.Host.Commands;
using CityOps.Host.Tracks;

namespace CityOps.Host.Tests.Tracks;

public sealed class TrackFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-tracks-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("vehicle_id,trip_id", "trip-1")]
    [InlineData("truck_id,trip_id", "bus-1")]
    [InlineData("route,line", "track")]
    public async Task Tracks_are_told_apart_by_the_first_known_column(string columns, string expected)
    {
        var tracks = await ReadAsync($"{columns},time_utc,lat,lon\nbus-1,trip-1,2026-03-01T08:00:00Z,31.2,121.4\n\n");
        Assert.Equal([expected], tracks.Keys);
    }

    [Theory]
    [InlineData("at,lat\n2026-03-01T08:00:00Z,31\n", "none of the columns lon, lng, longitude")]
    [InlineData("at,lat,lon\nnoon,31,121\n", "row 1: at is 'noon'")]
    [InlineData("at,lat,lon\n2026-03-01T08:00:00Z,31,121\n2026-03-01T08:00:00Z,91,121\n", "row 2: lat is '91'; degrees from -90 to 90")]
    [InlineData("at,lat,lon\n2026-03-01T08:00:00Z,31\n", "row 1 ends before its column lon")]
    [InlineData("", "no header line")]
    public async Task What_cannot_be_read_is_named(string file, string message) =>
        Assert.Contains(message, (await Assert.ThrowsAsync<CommandException>(() => ReadAsync(file))).Message, StringComparison.Ordinal);

    private async Task<IReadOnlyDictionary<string, List<Pipelines.Trucks.Tracks.TrackPoint>>> ReadAsync(string content)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, "track.csv"));
        await File.WriteAllTextAsync(file.FullName, content, TestContext.Current.CancellationToken);
        return await TrackFile.ReadAsync(file, by: null, TestContext.Current.CancellationToken);
    }
}
