using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.Ingest.Jt808.Protocol;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Jt808.Trucks;

/// <summary>What became of a position: a row, or the field at fault and why.</summary>
public readonly record struct MappedPosition(TruckPosition? Row, string Field, Refusal? Refusal)
{
    /// <summary>Whether nothing is lost by dropping it: the receiver had no fix and the terminal no alarm.</summary>
    public bool IsEmpty { get; init; }
}

/// <summary>Turns what a terminal reports into a row of <c>truck-positions</c>: whose truck it is, in which datum it measures, what its extras mean.</summary>
public sealed class PositionMapper
{
    private const uint EncryptedCoordinates = 1 << 5;

    private readonly TruckDirectory _directory;
    private readonly TimeProvider _time;
    private readonly TimeSpan _maxFuture;
    private readonly Dictionary<string, ExtrasReader> _profiles;
    private readonly ExtrasReader _default;

    public PositionMapper(TruckDirectory directory, TimeProvider time, IOptions<Jt808Options> options, IOptions<IngestOptions> ingest)
    {
        _directory = directory;
        _time = time;
        _maxFuture = TimeSpan.FromMinutes(ingest.Value.MaxFutureMinutes);
        _profiles = options.Value.ExtrasProfiles.ToDictionary(p => p.Key, p => new ExtrasReader(p.Key, p.Value), StringComparer.OrdinalIgnoreCase);
        _default = _profiles.GetValueOrDefault(ExtrasProfile.Default) ?? new ExtrasReader(ExtrasProfile.Default, new ExtrasProfile());
    }

    public MappedPosition Map(string phone, PositionReport report)
    {
        if (report.At is not { } at)
        {
            return new(null, "at", new(RefusalCode.NotAnInstant, "The terminal's clock is no time. Set it right and let it send again."));
        }

        if (at > _time.GetUtcNow() + _maxFuture)
        {
            return new(null, "at", new(RefusalCode.InTheFuture, "It lies further in the future than CityOps:Ingest:MaxFutureMinutes allows. Set the terminal's clock right."));
        }

        if (_directory.Find(phone, at) is not { } truck)
        {
            return new(null, "terminal_phone", _directory.Knows(phone)
                ? new(RefusalCode.TerminalWithoutTruck, "No truck had this terminal at that time. Mend valid_from and valid_to in the contract trucks, then send the letter again.")
                : new(RefusalCode.UnknownTerminal, "No truck has this terminal. Add it to the contract trucks as terminal_phone, then send the letter again."));
        }

        if ((report.Status & EncryptedCoordinates) != 0)
        {
            return new(null, "lon", new(RefusalCode.EncryptedPlace, "The terminal encrypts its coordinates. Switch that off in the terminal."));
        }

        if (!report.Fixed && report is { LatE6: 0, LonE6: 0 })
        {
            return new(null, "lon", new(RefusalCode.NoFix, "The receiver had no fix, and the terminal gave no place.")) { IsEmpty = report.Alarms == 0 };
        }

        var (lon, lat) = (report.LonE6 / 1e6, report.LatE6 / 1e6);
        if (!report.IsOnEarth)
        {
            return new(null, Math.Abs(lon) > 180 ? "lon" : "lat", new(RefusalCode.NotANumber, "It is no place on Earth."));
        }

        if (truck.Datum is Datum.Gcj02)
        {
            (lon, lat) = Gcj02.ToWgs84(lon, lat);
        }

        var profile = truck.ExtrasProfile is { Length: > 0 } name ? _profiles.GetValueOrDefault(name, _default) : _default;
        return new(profile.Read(RowOf(truck.TruckId, at, lon, lat, report), report), "", null);
    }

    // A value that the contract does not allow is unknown; the position stands all the same.
    private static TruckPosition RowOf(string truckId, DateTimeOffset at, double lon, double lat, PositionReport report) => new(
        truckId,
        at,
        lon,
        lat,
        report.SpeedTenths <= 3_000 ? report.SpeedTenths / 10.0 : null,
        report.CourseDegrees <= 360 ? report.CourseDegrees % 360 : null,
        report.AltitudeMetres is >= -1_000 and <= 9_000 ? report.AltitudeMetres : null,
        report.Ignition,
        Lifting: null,
        WeightKg: null,
        AccelRms: null,
        report.Alarms,
        report.Status);
}
