using CityOps.Ingest.Simulation;

namespace CityOps.Host.Demo;

/// <summary>
/// What is really so in the simulated past. It is for the demonstration's inspectors alone, who see it when they stand there, as real ones do; nothing that scores or decides is told.
/// </summary>
internal sealed class DemoTruth : ITruthSink
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DemoHome> _homes = new(StringComparer.Ordinal);
    private readonly List<TruthRow> _episodes = [];
    private readonly TaskCompletionSource _householdsScored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once the flats were scored the first time.</summary>
    public Task HouseholdsScored => _householdsScored.Task;

    /// <summary>By the dwelling's number as the events name it.</summary>
    public IReadOnlyDictionary<string, DemoHome> Homes
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, DemoHome>(_homes, StringComparer.Ordinal);
            }
        }
    }

    public void Write(TruthRow row)
    {
        lock (_lock)
        {
            switch (row.Kind)
            {
                case "occupants":
                    _homes[row.Subject] = Home(row.Subject) with { People = (int)(row.Value ?? 0) };
                    break;
                case "group_rental":
                    _homes[row.Subject] = Home(row.Subject) with { IsRental = row.Value > 0, Kind = row.Detail ?? "" };
                    break;
                case "no_entry":
                    _homes[row.Subject] = Home(row.Subject) with { IsOpened = !(row.Value > 0) };
                    break;
                case "off_route" or "off_hours" or "uncovered" or "speeding":
                    _episodes.Add(row);
                    break;
                default:
                    break;
            }
        }
    }

    public void Scored() => _householdsScored.TrySetResult();

    /// <summary>Whether a truck really did what it is suspected of.</summary>
    public bool Did(string truckId, string kind, DateTimeOffset at)
    {
        lock (_lock)
        {
            return _episodes.Exists(e => string.Equals(e.Subject, truckId, StringComparison.Ordinal) && string.Equals(e.Kind, kind, StringComparison.Ordinal) && at >= e.From - Tolerance && at <= e.To + Tolerance);
        }
    }

    private DemoHome Home(string id) => _homes.GetValueOrDefault(id) ?? new DemoHome(false, "", 0, true);
}

/// <summary>What somebody finds who stands in a simulated flat.</summary>
/// <param name="Kind">The simulator's word, such as <c>fish_tank</c>.</param>
/// <param name="IsOpened">Whether anybody opens the door.</param>
internal sealed record DemoHome(bool IsRental, string Kind, int People, bool IsOpened)
{
    /// <summary>What is wrong, by the scenario's codes; null where nothing is.</summary>
    public string? Violation => !IsRental ? null : Kind switch
    {
        "subdivided" => "partitioned",
        "bed_letting" => "bunk_beds",
        _ => "over_occupancy",
    };

    /// <summary>Why nothing was wrong though it looked so, as a visit reports it; null where it looked like what it is.</summary>
    public string? LawfulReason => Kind switch
    {
        "multi_generation" => "several_generations",
        "large_family" or "newborn" => "family",
        "student_sharers" or "co_tenants" or "staff_flat" => "shared_within_limit",
        "shop_in_flat" => "shop",
        "home_office" => "home_office",
        "fish_tank" => "steady_equipment",
        "leak" => "leak",
        "live_in_care" => "carer",
        "night_shift" => "shift_work",
        "electric_heating" => "electric_heating",
        "broken_meter" or "swapped_meter" => "meter_fault",
        _ => null,
    };
}
