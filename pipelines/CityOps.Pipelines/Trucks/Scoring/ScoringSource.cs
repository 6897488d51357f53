using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Dust;
using CityOps.Pipelines.Trucks.Fences;
using CityOps.Pipelines.Trucks.Mutes;
using CityOps.Pipelines.Trucks.Tracks;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Trucks.Scoring;

/// <summary>Reads from the warehouse what windows are cut from and measured by.</summary>
internal sealed class ScoringSource(IWarehouse warehouse)
{
    /// <summary>One truck after the other, its points in time order.</summary>
    public async IAsyncEnumerable<(string TruckId, List<TrackPoint> Points)> TracksAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (truck, points) = ("", new List<TrackPoint>());
        await foreach (var (truckId, point) in warehouse.QueryAsync(SqlText.Read("Trucks.Scoring.Positions.sql"), Between(from, to), PointOf, cancellationToken))
        {
            if (points.Count > 0 && !string.Equals(truckId, truck, StringComparison.Ordinal))
            {
                yield return (truck, points);
                points = [];
            }

            truck = truckId;
            points.Add(point);
        }

        if (points.Count > 0)
        {
            yield return (truck, points);
        }
    }

    public async Task<SiteIndex> SitesAsync(CancellationToken cancellationToken)
    {
        var sites = new SiteIndex();
        await foreach (var site in warehouse.QueryAsync(
            SqlText.Read("Trucks.Scoring.Sites.sql"),
            WarehouseParameters.None,
            row => new Site(row.GetString(0), row.GetString(1), KindOf<SiteKind>(row.GetString(2)), row.GetString(3), null, At(row, 4), row.IsDBNull(5) ? null : At(row, 5)),
            cancellationToken))
        {
            sites.TryAdd(site);
        }

        return sites;
    }

    public Task<IReadOnlyList<RoadsideObservation>> ObservationsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ListAsync(
        "Trucks.Scoring.Observations.sql",
        from,
        to,
        row => new RoadsideObservation(
            row.GetString(0), At(row, 1), row.GetDouble(2), row.GetDouble(3), KindOf<ObservationKind>(row.GetString(4)), Number(row, 5), Number(row, 6), null, Number(row, 7), null, null),
        cancellationToken);

    public Task<IReadOnlyList<Weather>> WeatherAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ListAsync(
        "Trucks.Scoring.Weather.sql",
        from,
        to,
        row => new Weather(row.GetString(0), At(row, 1), row.GetDouble(2), row.GetDouble(3), null, Number(row, 4), null, Number(row, 5), Number(row, 6)),
        cancellationToken);

    /// <summary>Incidents of dust that stand, whoever reported them.</summary>
    public Task<IReadOnlyList<DustIncident>> DustIncidentsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => ListAsync(
        "Trucks.Scoring.DustIncidents.sql",
        from,
        to,
        row => new DustIncident(row.GetString(0), At(row, 1).ToUnixTimeMilliseconds(), At(row, 2).ToUnixTimeMilliseconds()),
        cancellationToken);

    public async Task<MuteBook> MutesAsync(CancellationToken cancellationToken)
    {
        var mutes = new MuteBook();
        await foreach (var mute in warehouse.QueryAsync(
            SqlText.Read("Trucks.Scoring.Mutes.sql"),
            WarehouseParameters.None,
            row => new DeviceMute(
                row.GetString(0), row.GetString(1), row.GetString(2), At(row, 3), At(row, 4), At(row, 5), MuteOrigin.ByHand, null,
                row.IsDBNull(6) ? null : At(row, 6), row.IsDBNull(7) ? null : row.GetString(7)),
            cancellationToken))
        {
            mutes.Add(mute);
        }

        return mutes;
    }

    private async Task<IReadOnlyList<TRow>> ListAsync<TRow>(string statement, DateTimeOffset from, DateTimeOffset to, Func<DbDataReader, TRow> map, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        await foreach (var row in warehouse.QueryAsync(SqlText.Read(statement), Between(from, to), map, cancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static WarehouseParameters Between(DateTimeOffset from, DateTimeOffset to) => new() { ["from"] = from.UtcDateTime, ["to"] = to.UtcDateTime };

    private static (string, TrackPoint) PointOf(DbDataReader row) => (
        row.GetString(0),
        new TrackPoint(
            At(row, 1).ToUnixTimeMilliseconds(), row.GetDouble(2), row.GetDouble(3), 0,
            TruckWords.LoadOf(System.Text.Encoding.ASCII.GetBytes(row.GetString(5))), TruckWords.LidOf(System.Text.Encoding.ASCII.GetBytes(row.GetString(6))), Told.Unknown, Told.Unknown,
            (float)(Number(row, 4) ?? double.NaN), (float)(Number(row, 7) ?? double.NaN), (float)(Number(row, 8) ?? double.NaN)));

    private static DateTimeOffset At(DbDataReader row, int column) => new(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    private static double? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : Convert.ToDouble(row.GetValue(column), CultureInfo.InvariantCulture);

    // The border's words are the members' names in snake case.
    private static TKind KindOf<TKind>(string word)
        where TKind : struct, Enum => Enum.Parse<TKind>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
