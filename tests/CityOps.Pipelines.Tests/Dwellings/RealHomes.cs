using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Pipelines.Dwellings.Training;

namespace CityOps.Pipelines.Tests.Dwellings;

/// <summary>The real homes of <c>../shared/data/water</c>: hourly water meters, people and a band of floor area; nothing else is known of them.</summary>
internal sealed class RealHomes : ITrainingDistrict
{
    private static readonly TimestampType Instant = new(TimeUnit.Millisecond, "UTC");
    private static readonly TimeZoneInfo Madrid = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");

    /// <summary>The folder, or null where a checkout has none.</summary>
    public static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "CityOps.sln")))
            {
                var folder = Path.Combine(at.Parent!.FullName, "shared", "data", "water");
                return Directory.Exists(folder) ? folder : null;
            }
        }

        return null;
    }

    public async IAsyncEnumerable<DistrictRows> EventsAsync(DistrictRequest request, DistrictTruth truth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new DistrictRows("dwellings", Dwellings(truth));
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Folder()!, "readings.csv.gz")), CompressionMode.Decompress));
        await reader.ReadLineAsync(cancellationToken);
        var rows = new Rows();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            rows.Add(line.Split(','));
            if (rows.Count == 100_000)
            {
                yield return new DistrictRows("meter-readings", rows.Take());
            }
        }

        yield return new DistrictRows("meter-readings", rows.Take());
    }

    private static RecordBatch Dwellings(DistrictTruth truth)
    {
        var ids = new StringArray.Builder();
        var (empty, unknown, areas) = (new StringArray.Builder(), new StringArray.Builder(), new DoubleArray.Builder());
        var nothing = new Int64Array.Builder();
        var from = new TimestampArray.Builder(Instant);
        foreach (var home in File.ReadLines(Path.Combine(Folder()!, "homes.csv")).Skip(1).Select(l => l.Split(',')))
        {
            truth.Occupants[home[0]] = float.Parse(home[1], CultureInfo.InvariantCulture);
            ids.Append(home[0]);
            empty.Append("");
            unknown.Append("unknown");
            areas.Append(home[2] switch { "111+" => 130, "81-110" => 95, _ => 65 });
            nothing.AppendNull();
            from.Append(DateTimeOffset.UnixEpoch);
        }

        var (blank, word, none) = (empty.Build(), unknown.Build(), nothing.Build());
        return new RecordBatch.Builder()
            .Append("dwelling_id", false, ids.Build()).Append("building_id", true, blank).Append("grid_cell", true, blank).Append("town", true, blank)
            .Append("rooms", true, none).Append("floor_area_m2", true, areas.Build()).Append("registered_population", true, none)
            .Append("valid_from", false, from.Build()).Append("kinship", true, word).Append("tenure", true, word).Build();
    }

    private sealed class Rows
    {
        private readonly List<(string Id, long At, double Register)> _rows = [];

        public int Count => _rows.Count;

        public void Add(string[] line)
        {
            var local = DateTime.Parse(line[1], CultureInfo.InvariantCulture);
            var at = new DateTimeOffset(local, Madrid.GetUtcOffset(local)).ToUnixTimeMilliseconds();
            _rows.Add((line[0], at, double.Parse(line[2], CultureInfo.InvariantCulture) / 1_000));
        }

        public RecordBatch Take()
        {
            var (ids, water, total) = (new StringArray.Builder(), new StringArray.Builder(), new StringArray.Builder());
            var (instants, registers) = (new TimestampArray.Builder(Instant), new DoubleArray.Builder());
            foreach (var (id, at, register) in _rows)
            {
                ids.Append(id);
                water.Append("water");
                total.Append("total");
                instants.Append(DateTimeOffset.FromUnixTimeMilliseconds(at));
                registers.Append(register);
            }

            _rows.Clear();
            var meters = ids.Build();
            return new RecordBatch.Builder().Append("dwelling_id", false, meters).Append("meter_id", false, meters).Append("utility", false, water.Build())
                .Append("register_code", false, total.Build()).Append("read_at", false, instants.Build()).Append("register", false, registers.Build()).Build();
        }
    }
}
